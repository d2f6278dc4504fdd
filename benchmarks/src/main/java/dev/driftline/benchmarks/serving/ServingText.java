package dev.driftline.benchmarks.serving;

import dev.driftline.adapters.form.Trial;
import dev.driftline.benchmarks.report.MarkdownTable;
import dev.driftline.benchmarks.timing.TimingText;
import java.util.Locale;

/** A report for people. */
public final class ServingText {
    private final ServingReport report;

    public ServingText(ServingReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        return heading() + "\n" + trials() + "\n" + new TimingText("answers", report.timings(), report.figures());
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                """
                %s, %s
                libtorch %s, %d %s, base %s, %d alternating blocks; beside: ONNX Runtime %s on as many
                chosen: %s for one text, %s for full batches
                """,
                report.day(),
                report.machine(),
                report.libtorch(),
                report.threads(),
                report.threads() == 1 ? "thread" : "threads",
                report.base(),
                report.rounds(),
                report.peer(),
                report.one(),
                report.batch());
    }

    private String trials() {
        MarkdownTable table = new MarkdownTable("form, as tried at start", "shape", "threads", "ms", "cosine");
        for (Trial trial : report.trials()) {
            table.row(
                    trial.form().word(),
                    trial.texts() + "x" + trial.tokens(),
                    Integer.toString(trial.threads()),
                    String.format(Locale.ROOT, "%.1f", trial.millis()),
                    String.format(Locale.ROOT, "%.4f", trial.cosine()));
        }
        return table.toString();
    }
}
