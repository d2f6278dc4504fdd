package dev.driftline.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One method less another, seed by seed.
 *
 * @param mean of the differences
 * @param standardError of that mean; absent of one pair
 */
public record Paired(int pairs, double mean, @Nullable Double standardError, Verdict verdict) {
    private static final double CLEAR = 2;

    /** What the difference may be called. */
    public enum Verdict {
        /** Less than two standard errors. */
        NOISE,
        BETTER,
        WORSE,
        /** One pair has no error to hold it against. */
        ONE_PAIR
    }

    /**
     * Over the seeds that both have.
     *
     * @param ours values by seed
     */
    static Optional<Paired> of(Map<Long, Double> ours, Map<Long, Double> theirs) {
        List<Double> differences = new ArrayList<>();
        ours.forEach((seed, value) -> {
            Double other = theirs.get(seed);
            if (other != null) {
                differences.add(value - other);
            }
        });
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        Spread spread = Spread.of(differences);
        Double error = spread.standardError();
        return Optional.of(new Paired(spread.count(), spread.mean(), error, verdict(spread.mean(), error)));
    }

    private static Verdict verdict(double mean, @Nullable Double error) {
        if (error == null) {
            return Verdict.ONE_PAIR;
        }
        if (mean == 0 || Math.abs(mean) < CLEAR * error) {
            return Verdict.NOISE;
        }
        return mean > 0 ? Verdict.BETTER : Verdict.WORSE;
    }
}
