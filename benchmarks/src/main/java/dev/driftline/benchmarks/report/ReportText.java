package dev.driftline.benchmarks.report;

import dev.driftline.benchmarks.plan.Schedule;
import dev.driftline.benchmarks.plan.Setup;
import dev.driftline.benchmarks.results.Machine;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report for people: one Markdown table, and beneath it how its numbers were made. */
public final class ReportText {
    private static final String NOT_RUN = "not run";

    private final Report report;

    public ReportText(Report report) {
        this.report = report;
    }

    @Override
    public String toString() {
        return heading() + "\n\n" + table() + "\n" + notes();
    }

    private String heading() {
        Setup setup = report.setup();
        return String.format(
                Locale.ROOT,
                "%s, %,d labels (%s sample), %d epochs = %,d steps of %d; %,d texts of %s; %s",
                report.train(),
                setup.labelled(),
                setup.sample().name().toLowerCase(Locale.ROOT),
                report.epochs(),
                setup.steps(),
                Schedule.BATCH,
                report.testTexts(),
                report.test(),
                report.runs() == report.runsPlanned()
                        ? report.runs() + " runs"
                        : report.runs() + " of " + report.runsPlanned() + " runs");
    }

    private String table() {
        MarkdownTable table = new MarkdownTable(
                "method",
                "rate",
                "test accuracy, %",
                "less " + report.yardstick() + ", paired",
                "train accuracy, %",
                "trained + head",
                "train s",
                "with search s",
                "peak MB",
                "one answer ms",
                "seeds");
        report.methods()
                .forEach(row -> table.row(
                        row.method(),
                        row.rate() == null
                                ? (row.searchesMissing() > 0 ? row.searchesMissing() + " searches not run" : NOT_RUN)
                                : String.format(Locale.ROOT, "%.0e", row.rate()).replace("e-0", "e-"),
                        spread(row.accuracy()),
                        row.method().equals(report.yardstick()) ? "" : paired(row.against()),
                        number("%.1f", row.trainAccuracy()),
                        row.trained() == null
                                ? NOT_RUN
                                : String.format(Locale.ROOT, "%,d + %,d", row.trained(), row.headTrained()),
                        number("%.1f", row.seconds()),
                        number("%.1f", row.secondsWithSearch()),
                        number("%.0f", row.peakMegabytes()),
                        number("%.1f", row.answerMillis()),
                        row.seedsRun() == row.seedsPlanned()
                                ? String.valueOf(row.seedsRun())
                                : row.seedsRun() + " of " + row.seedsPlanned()));
        return table.toString();
    }

    private static String spread(@Nullable Spread spread) {
        if (spread == null) {
            return NOT_RUN;
        }
        return spread.deviation() == null
                ? String.format(Locale.ROOT, "%.2f (one seed)", spread.mean())
                : String.format(Locale.ROOT, "%.2f ± %.2f", spread.mean(), spread.deviation());
    }

    private static String paired(@Nullable Paired paired) {
        if (paired == null) {
            return NOT_RUN;
        }
        String word = switch (paired.verdict()) {
            case NOISE -> "noise";
            case BETTER -> "better";
            case WORSE -> "worse";
            case ONE_PAIR -> "one seed";
        };
        return paired.standardError() == null
                ? String.format(Locale.ROOT, "%+.2f (%s)", paired.mean(), word)
                : String.format(Locale.ROOT, "%+.2f ± %.2f (%s)", paired.mean(), paired.standardError(), word);
    }

    private String notes() {
        return String.format(
                Locale.ROOT,
                """
                ± behind an accuracy: standard deviation over the seeds; behind a difference: its standard error, and noise means less than
                two of them. Rates: %s; %d-fold on the %d labelled examples of seed %d, which is not compared; the test file had no part in
                the choice. Seconds are one training on %d %s, without and with the whole search; peak MB is the resident memory of
                the process (JVM, tensor library and base with it) while it trained, its mark set back before each run.
                EDoRA at rank %d on query, value, attention output and feed-forward output: %,d numbers against LoRA's %,d, 1 in %.1f
                (the claim of 1 in 20 %s).
                Measured %s on %s.
                """,
                rates(),
                report.folds(),
                report.setup().labelled(),
                report.searchSeed(),
                report.setup().threads(),
                report.setup().threads() == 1 ? "thread" : "threads",
                report.claim().rank(),
                report.claim().edora(),
                report.claim().lora(),
                report.claim().times(),
                report.claim().times() >= 20 ? "holds" : "does not hold",
                report.days().isEmpty()
                        ? "never"
                        : report.days().stream().map(LocalDate::toString).collect(Collectors.joining(", ")),
                report.machines().isEmpty()
                        ? "no machine yet"
                        : report.machines().stream().map(Machine::toString).collect(Collectors.joining("; ")));
    }

    private String rates() {
        return report.grid().size() == 1
                ? "not searched"
                : report.grid().size() + " tried for each method, " + report.grid() + " times its default";
    }

    private static String number(String form, @Nullable Double number) {
        return number == null ? NOT_RUN : String.format(Locale.ROOT, form, number);
    }
}
