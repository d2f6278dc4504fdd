package dev.driftline.benchmarks.timing;

import java.util.List;

/**
 * One work's blocks.
 *
 * @param seconds of one step, a number for each round
 */
public record Timing(String name, List<Double> seconds) {
    public Timing {
        seconds = List.copyOf(seconds);
    }

    /** Seconds of one step. */
    public double median() {
        return median(seconds);
    }

    public static double median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
