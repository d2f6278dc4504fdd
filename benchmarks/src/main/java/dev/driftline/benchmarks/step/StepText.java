package dev.driftline.benchmarks.step;

import dev.driftline.benchmarks.timing.TimingText;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report for people: medians, then ratios beside their aims. */
public final class StepText {
    private final StepReport report;

    public StepText(StepReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        return heading() + "\n" + new TimingText("step", report.timings(), report.figures()) + memory();
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
                Optional.ofNullable(report.peer()).orElse("PEFT not run"));
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
}
