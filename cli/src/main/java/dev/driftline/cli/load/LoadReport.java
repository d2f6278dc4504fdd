package dev.driftline.cli.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a load went.
 *
 * @param asked questions that were due
 * @param p50Millis of the answered ones, from when they were due to the answer; so are the others
 * @param troubles of the others, by what went wrong
 */
public record LoadReport(
        long asked,
        long answered,
        double seconds,
        double p50Millis,
        double p95Millis,
        double p99Millis,
        double worstMillis,
        Map<String, Long> troubles) {
    private static final double NANOS_A_MILLI = 1e6;

    public LoadReport {
        troubles = Map.copyOf(troubles);
    }

    static LoadReport of(long[] nanos, double seconds, Map<String, Long> troubles) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        long failed = troubles.values().stream().mapToLong(Long::longValue).sum();
        return new LoadReport(
                sorted.length + failed,
                sorted.length,
                seconds,
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99),
                quantile(sorted, 1),
                troubles);
    }

    /** 0 of nothing. */
    private static double quantile(long[] sorted, double share) {
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? 0 : sorted[Math.max(place, 0)] / NANOS_A_MILLI;
    }

    public long failed() {
        return asked - answered;
    }

    public double answersPerSecond() {
        return answered / seconds;
    }

    @Override
    public String toString() {
        String figures = String.format(
                Locale.ROOT,
                "%,d answers, %.1f a second, p50 %.1f, p95 %.1f, p99 %.1f, worst %.1f ms",
                answered,
                answersPerSecond(),
                p50Millis,
                p95Millis,
                p99Millis,
                worstMillis);
        return troubles.isEmpty() ? figures : figures + "; not answered: " + new TreeMap<>(troubles);
    }
}
