package dev.driftline.cli.bench;

import dev.driftline.cli.line.Machine;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.List;

/**
 * What the accuracy bench measured: `--json` prints it.
 *
 * @param accuracy of the version that is live at the end, on all test texts
 * @param testTexts how many those are
 * @param examples that were streamed
 * @param examplesLeft of the training file that were not: they fill no window, or `--windows` ended early
 * @param promoted versions that went live
 * @param seconds from the first example sent to the last version served
 * @param curve the accuracy on a sample of the test texts, on the way
 */
record AccuracyReport(
        double accuracy,
        double standardError,
        int testTexts,
        String method,
        String order,
        long seed,
        int examples,
        int examplesLeft,
        int labels,
        int windows,
        int versions,
        int promoted,
        int servedVersion,
        double seconds,
        List<Point> curve,
        MethodSettings settings,
        String train,
        String test,
        Machine machine) {
    AccuracyReport {
        curve = List.copyOf(curve);
    }

    /** The live version's accuracy on the sample. */
    record Point(int version, double accuracy, int texts) {}
}
