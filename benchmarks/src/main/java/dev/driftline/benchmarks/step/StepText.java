package dev.driftline.benchmarks.step;

import dev.driftline.benchmarks.report.MarkdownTable;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report for people: medians, then ratios beside their aims. */
public final class StepText {
    private static final String NOT_RUN = "not run";

    private final StepReport report;

    public StepText(StepReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        return heading() + "\n" + medians() + "\n" + figures() + memory();
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                """
                %s, %s
                libtorch %s, %d %s, base %s, %d alternating blocks; beside: %s
                """,
                report.day(),
                report.machine(),
                report.libtorch(),
                report.threads(),
                report.threads() == 1 ? "thread" : "threads",
                report.base(),
                report.rounds(),
                Optional.ofNullable(report.peer()).orElse("PEFT " + NOT_RUN));
    }

    private String medians() {
        MarkdownTable table = new MarkdownTable("step", "median ms", "least", "most");
        report.timings()
                .forEach(timing -> table.row(
                        timing.name(),
                        millis(timing.median()),
                        millis(timing.seconds().stream().min(Double::compare).orElseThrow()),
                        millis(timing.seconds().stream().max(Double::compare).orElseThrow())));
        return table.toString();
    }

    private String figures() {
        MarkdownTable table = new MarkdownTable("figure", "value", "aim", "", "least and most of a round");
        report.figures()
                .forEach(figure -> table.row(
                        figure.name(),
                        number(figure.value()),
                        figure.aim(),
                        figure.met() == null ? NOT_RUN : figure.met() ? "met" : "not met",
                        figure.least() == null ? "" : number(figure.least()) + " .. " + number(figure.most())));
        return table.toString();
    }

    private String memory() {
        Footprint memory = report.memory();
        if (memory == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                """

                Highest resident memory of the process up to the end of %d DoRA steps of 16 texts of 128 tokens: %.0f MB.
                Resident at each tenth of %,d DoRA steps of 4 texts of 16 tokens, MB: %s; last less first %+.1f.
                """,
                memory.largeSteps(),
                memory.peakMegabytes(),
                memory.flatSteps(),
                memory.flatMegabytes().stream()
                        .map(one -> String.format(Locale.ROOT, "%.0f", one))
                        .collect(Collectors.joining(" ")),
                memory.lastTenth() - memory.firstTenth());
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds * 1e3);
    }

    private static String number(@Nullable Double number) {
        return number == null ? NOT_RUN : String.format(Locale.ROOT, "%.2f", number);
    }
}
