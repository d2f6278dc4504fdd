package dev.driftline.benchmarks.weights;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line of change of magnitude over change of direction, by least squares.
 *
 * @param slope null where all directions changed alike
 * @param correlation Pearson's r; null where one of the two does not vary
 */
public record Slope(
        int points, @Nullable Double slope, @Nullable Double correlation) {
    static Slope of(List<Change> changes) {
        int n = changes.size();
        double meanX = changes.stream().mapToDouble(Change::direction).average().orElse(0);
        double meanY = changes.stream().mapToDouble(Change::magnitude).average().orElse(0);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (Change change : changes) {
            double x = change.direction() - meanX;
            double y = change.magnitude() - meanY;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        return new Slope(n, xx == 0 ? null : xy / xx, xx == 0 || yy == 0 ? null : xy / Math.sqrt(xx * yy));
    }
}
