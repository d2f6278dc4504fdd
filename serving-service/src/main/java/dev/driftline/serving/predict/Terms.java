package dev.driftline.serving.predict;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * On what terms an answer is wanted.
 *
 * @param atLeast the offset of a record that the answering version must have learned, in the domain's own partition; null: any
 * @param patience how long the whole may take, waiting for such a version included
 * @param client a key by which a traffic rule shares clients out, the same client always to the same side; null: by chance
 */
public record Terms(
        Which which,
        @Nullable Long atLeast,
        Duration patience,
        @Nullable String client) {
    public static final Duration PATIENCE = Duration.ofSeconds(5);
    public static final Duration MAX_PATIENCE = Duration.ofMinutes(1);

    /** The live version, whatever it has learned. */
    public static final Terms PLAIN = new Terms(new Which.Live(), null, PATIENCE, null);

    private static final int MAX_CLIENT = 256;

    /** Whether whatever answers now will do, without looking further or waiting. */
    public boolean isPlain() {
        return which instanceof Which.Live && atLeast == null;
    }

    public Terms {
        unless(atLeast == null || atLeast >= 0, "minOffset", "must be 0 or more");
        unless(
                patience.isPositive() && patience.compareTo(MAX_PATIENCE) <= 0,
                "patience",
                "must be positive and at most " + MAX_PATIENCE.toSeconds() + " seconds");
        unless(
                client == null || client.length() <= MAX_CLIENT,
                "client",
                "must be at most " + MAX_CLIENT + " characters");
    }
}
