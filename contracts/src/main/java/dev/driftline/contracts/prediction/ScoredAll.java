package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Problem;
import org.jspecify.annotations.Nullable;

/** The last line of a stream of answers. */
public record ScoredAll(Counts end) {
    /**
     * How it ended.
     *
     * @param stopped why lines after the {@code answered + faulty} first were not told of; null when all were
     */
    public record Counts(
            long answered, long faulty, @Nullable Problem stopped) {
        public Counts {
            unless(answered >= 0 && faulty >= 0, "answered", "must be 0 or more");
        }
    }

    public static ScoredAll of(long answered, long faulty, @Nullable Problem stopped) {
        return new ScoredAll(new Counts(answered, faulty, stopped));
    }
}
