package dev.driftline.cli.demo;

import dev.driftline.cli.demo.DemoReport.VersionScore;
import dev.driftline.cli.line.ProcessFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The demo's last page: what came out, in figures. */
final class Summary {
    private static final int ROWS = 8;
    private static final double MEBIBYTE = 1024 * 1024;

    private Summary() {}

    static void tell(DemoReport report, int heldBack, Narrator out) {
        out.title("Accuracy on " + heldBack + " held-back texts of each domain, as serving answered them");
        report.perVersion().forEach((domain, scores) -> accuracy(domain, scores, out));
        out.note("bag of words: naive Bayes on word counts, trained on the very same examples");
        out.title("Freshness: from the receipt of a record to the first answer that had learned it");
        out.say(String.format(
                Locale.ROOT,
                "p50 %s   p95 %s   slowest %s   over %d records%s",
                seconds(report.freshnessP50Seconds()),
                seconds(report.freshnessP95Seconds()),
                seconds(report.freshnessSlowestSeconds()),
                report.freshnessRecords(),
                report.freshnessNotServed() == 0
                        ? ""
                        : ", of which " + report.freshnessNotServed() + " were not served (they count as slowest)"));
        if (!report.processes().isEmpty()) {
            processes(report, out);
        }
        out.note(report.machine().toString());
    }

    private static void accuracy(String domain, List<VersionScore> scores, Narrator out) {
        out.note(String.format("%-14s %9s %10s %14s", "version", "examples", "accuracy", "bag of words"));
        for (VersionScore score : some(scores)) {
            out.say(String.format(
                    Locale.ROOT,
                    "%-14s %9d %9.1f%% %13.1f%%",
                    domain + "@" + score.version(),
                    score.examples(),
                    100 * score.accuracy(),
                    100 * score.bagOfWords()));
        }
    }

    /** At most {@link #ROWS}, evenly, with the first and the last. */
    static List<VersionScore> some(List<VersionScore> scores) {
        if (scores.size() <= ROWS) {
            return scores;
        }
        List<VersionScore> some = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            some.add(scores.get((int) Math.round(row * (scores.size() - 1) / (ROWS - 1.0))));
        }
        return some;
    }

    private static void processes(DemoReport report, Narrator out) {
        out.title(
                String.format(Locale.ROOT, "Processes, all ready %.1f s after the first began", report.startSeconds()));
        double all = 0;
        for (ProcessFacts process : report.processes()) {
            Long bytes = process.residentBytes();
            all += bytes == null ? 0 : bytes / MEBIBYTE;
            out.say(String.format(
                    Locale.ROOT,
                    "%-9s %8s to start %8s%s",
                    process.name(),
                    process.startSeconds() == null ? "" : seconds(process.startSeconds()),
                    bytes == null ? "" : String.format(Locale.ROOT, "%.0f MB", bytes / MEBIBYTE),
                    process.startSeconds() == null ? "   with broker, object store and this command" : ""));
        }
        out.say(String.format(Locale.ROOT, "%-9s %8s          %8s", "together", "", String.format("%.0f MB", all)));
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.1f s", value);
    }
}
