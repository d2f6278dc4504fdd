package dev.driftline.trainer.exam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the temperature T at which softmax(z / T) says how often it is right (Guo et al., arXiv 1706.04599, section 4.2): the T of the least
 * negative log-likelihood. One example is added whose label may be either of its two likeliest, so that an exam without a fault does not ask for
 * certainty.
 */
final class Temperature {
    /** Fewer say too little. */
    static final int FEWEST = 30;

    static final double LEAST = 0.25;
    static final double MOST = 4;

    /** Coarse, so that a last digit of a score that another machine computes otherwise does not make another version. */
    private static final double STEPS = 100;

    private static final int HALVINGS = 24;
    private static final double LEAST_SCORE = Float.MIN_NORMAL;

    private Temperature() {}

    /**
     * An example.
     *
     * @param logs log-scores of the labels that may be answered
     * @param truth the true label's
     * @param either the mean of the two highest; of a single label its own
     */
    @SuppressWarnings("ArrayRecordComponent") // summed over at once and kept by nobody
    private record Judged(double[] logs, double truth, double either) {}

    /**
     * The temperature, 1 where too few examples tell.
     *
     * @param scores at temperature 1 (examples, labels); of labels that were never trained exactly 0, as those of no likelihood
     * @param rows of the true labels
     */
    static double fit(float[][] scores, int... rows) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < scores[i].length && scores[i][rows[i]] > 0) {
                judged.add(judged(scores[i], rows[i]));
            }
        }
        if (judged.size() < FEWEST) {
            return 1;
        }
        // convex in 1 / T, so that its slope is bisected; in steps of equal ratio
        double low = StrictMath.log(1 / MOST);
        double high = StrictMath.log(1 / LEAST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(judged, StrictMath.exp(middle)) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.rint(STEPS * StrictMath.exp(-(low + high) / 2)) / STEPS;
    }

    private static Judged judged(float[] scores, int truth) {
        double[] logs = new double[scores.length];
        int labels = 0;
        double highest = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            if (score > 0) {
                double log = log(score);
                logs[labels++] = log;
                second = Math.max(second, Math.min(highest, log));
                highest = Math.max(highest, log);
            }
        }
        double either = labels == 1 ? highest : (highest + second) / 2;
        return new Judged(Arrays.copyOf(logs, labels), log(scores[truth]), either);
    }

    private static double log(float score) {
        return StrictMath.log(Math.max(score, LEAST_SCORE));
    }

    /** Of the negative log-likelihood in {@code cold} = 1 / T: for each example, the mean log-score as it would be less the true one. */
    private static double slope(List<Judged> judged, double cold) {
        double slope = 0;
        double added = 0;
        for (Judged one : judged) {
            double mean = mean(one.logs(), cold);
            slope += mean - one.truth();
            added += mean - one.either();
        }
        return slope + added / judged.size();
    }

    /** The mean of the log-scores under softmax(cold * logs). */
    private static double mean(double[] logs, double cold) {
        double top = Arrays.stream(logs).max().orElseThrow();
        double weights = 0;
        double weighted = 0;
        for (double log : logs) {
            double weight = StrictMath.exp(cold * (log - top));
            weights += weight;
            weighted += weight * log;
        }
        return weighted / weights;
    }
}
