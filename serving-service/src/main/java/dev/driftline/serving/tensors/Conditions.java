package dev.driftline.serving.tensors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.intake.ClientWords;
import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.predict.Which;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the terms out of a request's parameters. */
final class Conditions {
    private static final String KNOWN = "the parameters are min_offset, as_of, alias, client, patience_ms and timeout";
    private final ToLongBiFunction<String, String> offsets;
    private Which which;
    private @Nullable Duration patience;
    private @Nullable Long atLeast;
    private @Nullable String client;

    private Conditions(Which which, ToLongBiFunction<String, String> offsets) {
        this.which = which;
        this.offsets = offsets;
    }

    /**
     * Throws what is wrong, by parameter.
     *
     * @param longest how long whoever asks will wait at most; parameters can only shorten it
     * @param offsets reads a parameter, by its name, whose text is an offset or a receipt's token
     */
    static Terms read(
            Which which, Map<String, Object> parameters, Duration longest, ToLongBiFunction<String, String> offsets) {
        Conditions conditions = new Conditions(which, offsets);
        parameters.forEach(conditions::take);
        Duration wanted = conditions.patience == null ? Terms.PATIENCE : conditions.patience;
        return new Terms(conditions.which, conditions.atLeast, shorter(wanted, longest), conditions.client);
    }

    private void take(String name, Object value) {
        switch (name) {
            case "min_offset" ->
                atLeast = value instanceof String text ? offsets.applyAsLong(name, text.strip()) : number(name, value);
            case "as_of" -> asOf(text(name, value));
            case "alias" -> alias(text(name, value));
            case "client" -> client = text(name, value);
            case "patience_ms" -> patience(name, number(name, value), ChronoUnit.MILLIS);
            case "timeout" -> patience(name, number(name, value), ChronoUnit.MICROS);
            default -> {
                String told = ClientWords.brief(name);
                throw new InvalidValue(told, told + ": is not a parameter of a request: " + KNOWN);
            }
        }
    }

    private void asOf(String value) {
        requireNoOther("as_of");
        try {
            which = new Which.LiveAt(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeParseException _) {
            throw new InvalidValue("as_of", "as_of: must be a time such as 2026-11-01T10:00Z");
        }
    }

    private void alias(String value) {
        requireNoOther("alias");
        unless(value.equals("candidate"), "alias", "must be candidate");
        which = new Which.Candidate();
    }

    private void requireNoOther(String name) {
        unless(which instanceof Which.Live, name, "must not stand beside a version, or beside as_of or alias");
    }

    private void patience(String name, long value, ChronoUnit unit) {
        long most = Terms.MAX_PATIENCE.dividedBy(unit.getDuration());
        unless(value >= 1 && value <= most, name, "must be 1.." + most);
        Duration wanted = Duration.of(value, unit);
        patience = patience == null ? wanted : shorter(patience, wanted);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static long number(String name, Object value) {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw new InvalidValue(name, name + ": must be an integer of 0 or more");
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new InvalidValue(name, name + ": must be a string");
    }
}
