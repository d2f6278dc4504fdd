package dev.driftline.cli.bench;

import dev.driftline.cli.line.Machine;
import java.util.List;
import java.util.Locale;

/**
 * What the swap bench measured: `--json` prints it.
 *
 * @param swaps that serving made
 * @param swapFailures questions that were not answered in blocks with swaps
 * @param mixed answers with scores of another version than they name, or older than one seen before they were asked
 * @param swapP99Ratio of the medians of both kinds of blocks
 * @param firstBytes of serving's process after the first block, and {@code lastBytes} after the last
 */
record SwapReport(
        long swaps,
        long swapFailures,
        long mixed,
        double swapP99Ratio,
        List<Double> p99WithSwaps,
        List<Double> p99Without,
        List<Double> answersPerSecondWithSwaps,
        List<Double> answersPerSecondWithout,
        long firstBytes,
        long lastBytes,
        Machine machine) {
    private static final double MEGABYTE = 1e6;

    SwapReport {
        p99WithSwaps = List.copyOf(p99WithSwaps);
        p99Without = List.copyOf(p99Without);
        answersPerSecondWithSwaps = List.copyOf(answersPerSecondWithSwaps);
        answersPerSecondWithout = List.copyOf(answersPerSecondWithout);
    }

    static double median(List<Double> numbers) {
        return numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    String words() {
        return String.format(
                Locale.ROOT,
                """
                %d swaps, %d questions failed, %d answers mixed versions or went back
                p99 %.1f ms with swaps, %.1f ms without: ratio %.2f (medians)
                %.0f answers a second with swaps, %.0f without (medians)
                serving holds %.0f MB after the first block, %.0f MB after the last
                %s
                """,
                swaps,
                swapFailures,
                mixed,
                median(p99WithSwaps),
                median(p99Without),
                swapP99Ratio,
                median(answersPerSecondWithSwaps),
                median(answersPerSecondWithout),
                firstBytes / MEGABYTE,
                lastBytes / MEGABYTE,
                machine);
    }
}
