package dev.driftline.contracts.prediction;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer, stamped with what gave it.
 *
 * @param id by which feedback names it
 * @param results one for each text, in order
 * @param digest of the adapter
 * @param learnedUpTo the offset up to which that version has learned
 */
public record Prediction(
        PredictionId id, DomainName domain, List<Result> results, int version, Digest digest, long learnedUpTo) {
    public Prediction {
        results = List.copyOf(results);
    }

    /**
     * The answer to one text.
     *
     * @param label the best
     * @param scores of all labels that were trained, best first
     * @param abstained true: the best score is below what the domain's policy wants of an answer; else null
     */
    public record Result(
            String label, List<Score> scores, @Nullable Boolean abstained) {
        public Result {
            scores = List.copyOf(scores);
            abstained = Boolean.TRUE.equals(abstained) ? true : null;
        }

        /** One that stands by its label. */
        public Result(String label, List<Score> scores) {
            this(label, scores, null);
        }
    }

    /** A label's probability. */
    public record Score(String label, double score) {}
}
