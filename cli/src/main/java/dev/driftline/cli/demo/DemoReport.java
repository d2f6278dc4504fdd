package dev.driftline.cli.demo;

import dev.driftline.cli.line.Machine;
import dev.driftline.cli.line.ProcessFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo measured: `--json` prints it.
 *
 * @param freshnessP50Seconds over every record of both domains; null when nothing, or less than half, was served
 * @param freshnessNotServed records that no answer had learned by the end; they count as slower than all others
 * @param accuracy by domain, of the last version on the held-back texts
 * @param bagOfWordsAccuracy by domain, of the baseline after the same examples
 * @param question null when no answer changed
 * @param startSeconds until every service was ready; 0 when the system was up already
 */
record DemoReport(
        @Nullable Double freshnessP50Seconds,
        @Nullable Double freshnessP95Seconds,
        @Nullable Double freshnessSlowestSeconds,
        int freshnessRecords,
        int freshnessNotServed,
        double ratePerSecond,
        Map<String, Double> accuracy,
        Map<String, Double> bagOfWordsAccuracy,
        Map<String, Integer> versions,
        Map<String, List<VersionScore>> perVersion,
        @Nullable Question question,
        double startSeconds,
        double seconds,
        List<ProcessFacts> processes,
        Machine machine,
        List<String> urls) {

    /** How a version and the baseline did on the held-back texts after {@code examples} streamed examples. */
    record VersionScore(int version, int examples, double accuracy, double bagOfWords) {}

    /** One question, asked before, after a rollback, while held, and after the release. */
    record Question(
            String domain,
            String text,
            String label,
            String earlier,
            String later,
            String rolledBack,
            String held,
            String released) {}
}
