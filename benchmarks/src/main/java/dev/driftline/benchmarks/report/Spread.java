package dev.driftline.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mean and sample standard deviation.
 *
 * @param deviation with n − 1; absent of one value
 */
public record Spread(int count, double mean, @Nullable Double deviation) {
    /** Of one value or more. */
    public static Spread of(List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
        return new Spread(all.length, mean, all.length < 2 ? null : Math.sqrt(squares / (all.length - 1)));
    }

    /** Of the mean. */
    public @Nullable Double standardError() {
        return deviation == null ? null : deviation / Math.sqrt(count);
    }
}
