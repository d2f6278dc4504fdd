package dev.driftline.benchmarks.serving;

import dev.driftline.adapters.form.Trial;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.timing.Figure;
import dev.driftline.benchmarks.timing.Timing;
import java.time.LocalDate;
import java.util.List;

/**
 * What was measured.
 *
 * @param peer ONNX Runtime's version
 * @param one the form chosen for one text, and {@code batch} for full batches
 * @param trials how the forms were timed when they were chosen
 */
public record ServingReport(
        LocalDate day,
        Machine machine,
        String libtorch,
        int threads,
        String base,
        int rounds,
        String peer,
        String one,
        String batch,
        List<Trial> trials,
        List<Timing> timings,
        List<Figure> figures) {
    public ServingReport {
        trials = List.copyOf(trials);
        timings = List.copyOf(timings);
        figures = List.copyOf(figures);
    }
}
