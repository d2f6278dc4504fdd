package dev.driftline.serving.answer;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Parameters;
import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.predict.Which;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for beside its texts, as HTTP brings it.
 *
 * @param query parameters by name, decoded
 * @param minOffset the header, as are patience and client; null: not sent
 */
public record Wishes(
        Map<String, List<String>> query,
        @Nullable String minOffset,
        @Nullable String patience,
        @Nullable String client) {
    public static final Wishes NONE = new Wishes(Map.of(), null, null, null);

    private static final String VERSION = "version";
    private static final String AS_OF = "asOf";
    private static final String ALIAS = "alias";
    private static final String WAIT = "wait";
    private static final String MIN_OFFSET = "minOffset";
    private static final List<String> NAMES = List.of(VERSION, AS_OF, ALIAS, WAIT);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(ms|s)");

    public static Wishes of(
            UriInfo uri, @Nullable String minOffset, @Nullable String patience, @Nullable String client) {
        return new Wishes(uri.getQueryParameters(), minOffset, patience, client);
    }

    /**
     * Throws what is wrong, by field.
     *
     * @param offsets reads a field, by its name, whose text is an offset or a receipt's token
     */
    public Terms terms(ToLongBiFunction<String, String> offsets) {
        Parameters.refuseOthers(query, NAMES);
        unless(patience == null || !query.containsKey(WAIT), WAIT, "is said by Driftline-Wait too: say it once");
        String span = patience == null ? one(WAIT) : patience;
        return new Terms(
                which(),
                minOffset == null ? null : offsets.applyAsLong(MIN_OFFSET, minOffset.strip()),
                span == null ? Terms.PATIENCE : span(span.strip()),
                client);
    }

    private Which which() {
        String version = one(VERSION);
        String asOf = one(AS_OF);
        String alias = one(ALIAS);
        long named = Stream.of(VERSION, AS_OF, ALIAS).filter(query::containsKey).count();
        unless(named <= 1, VERSION, "of version, asOf and alias at most one can be asked for");
        if (version != null) {
            unless(NUMBER.matcher(version).matches(), VERSION, "must be a version's number, as 7");
            return new Which.Numbered(Integer.parseInt(version));
        }
        if (asOf != null) {
            return new Which.LiveAt(instant(asOf));
        }
        if (alias != null) {
            unless(alias.equals("candidate"), ALIAS, "must be candidate");
            return new Which.Candidate();
        }
        return new Which.Live();
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidValue(AS_OF, "asOf: must be an instant, as 2026-11-01T10:00Z");
        }
    }

    private static Duration span(String text) {
        Matcher span = SPAN.matcher(text);
        unless(span.matches(), WAIT, "must be a time, as 2s or 500ms");
        long count = Long.parseLong(span.group(1));
        Duration wanted = span.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
        unless(
                wanted.isPositive() && wanted.compareTo(Terms.MAX_PATIENCE) <= 0,
                WAIT,
                "must be positive and at most " + Terms.MAX_PATIENCE.toSeconds() + "s");
        return wanted;
    }

    private @Nullable String one(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }
}
