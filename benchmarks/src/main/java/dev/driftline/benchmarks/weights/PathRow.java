package dev.driftline.benchmarks.weights;

import dev.driftline.contracts.domain.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method, and matrices of one kind.
 *
 * @param path the method, for BiDoRA its phase too
 * @param matrix null: query and value together, as in the papers
 * @param magnitude mean of the matrices' changes at the last step, and {@code direction} the same
 * @param all the line through every matrix at every step
 * @param last the line through every matrix at the last step
 */
public record PathRow(String path, @Nullable Matrix matrix, double magnitude, double direction, Slope all, Slope last) {
    static PathRow of(String path, @Nullable Matrix matrix, List<Point> points) {
        int end = points.stream().mapToInt(Point::step).max().orElseThrow();
        List<Change> last = points.stream()
                .filter(point -> point.step() == end)
                .map(Point::change)
                .toList();
        return new PathRow(
                path,
                matrix,
                last.stream().mapToDouble(Change::magnitude).average().orElseThrow(),
                last.stream().mapToDouble(Change::direction).average().orElseThrow(),
                Slope.of(points.stream().map(Point::change).toList()),
                Slope.of(last));
    }
}
