package dev.driftline.benchmarks.weights;

import dev.driftline.benchmarks.results.Machine;
import java.time.LocalDate;
import java.util.List;

/**
 * What was measured.
 *
 * @param steps of each phase
 * @param seed number of the sample
 */
public record PathReport(
        LocalDate day,
        Machine machine,
        String train,
        int labelled,
        int steps,
        long seed,
        List<PathRow> rows,
        List<Point> points) {
    public PathReport {
        rows = List.copyOf(rows);
        points = List.copyOf(points);
    }
}
