package dev.driftline.benchmarks.step;

import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.timing.Figure;
import dev.driftline.benchmarks.timing.Timing;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param rounds blocks of each work
 * @param peer PEFT's versions; null: it was not run
 * @param memory null: not run
 */
public record StepReport(
        LocalDate day,
        Machine machine,
        String libtorch,
        int threads,
        String base,
        int rounds,
        @Nullable String peer,
        List<Timing> timings,
        List<Figure> figures,
        @Nullable Footprint memory) {
    public StepReport {
        timings = List.copyOf(timings);
        figures = List.copyOf(figures);
    }
}
