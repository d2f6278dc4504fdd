package dev.driftline.benchmarks.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.contracts.domain.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    /** Rows (3, 4) and (0, 1): one becomes twice as long, the other turns by a right angle and stays as long. */
    @Test
    void lengthAndDirectionOfRowsAreToldApart() {
        Change change = Change.of(new float[] {3, 4, 0, 1}, new float[] {6, 8, 1, 0}, 2);
        assertThat(change.magnitude()).isCloseTo(5 / 2.0, within(1e-12));
        assertThat(change.direction()).isCloseTo(1 / 2.0, within(1e-12));
    }

    @Test
    void whatStaysHasNotChanged() {
        float[] rows = {0.1f, -0.2f, 0.3f, 0.4f, 0.5f, 0.6f};
        assertThat(Change.of(rows, rows.clone(), 3).magnitude()).isZero();
        assertThat(Change.of(rows, rows.clone(), 3).direction()).isCloseTo(0, within(1e-15));
    }

    /** By hand: directions 1, 2, 3 and magnitudes 5, 4, 0 have covariance -5 over variances 2 and 14. */
    @Test
    void aLineIsFittedByLeastSquares() {
        Slope slope = Slope.of(List.of(new Change(5, 1), new Change(4, 2), new Change(0, 3)));
        assertThat(slope.slope()).isCloseTo(-2.5, within(1e-12));
        assertThat(slope.correlation()).isCloseTo(-5 / Math.sqrt(2 * 14), within(1e-12));
        assertThat(Slope.of(List.of(new Change(5, 1))).slope()).isNull();
    }

    @Test
    void queryAndValueStandTogetherAndThenEachAlone() {
        List<Point> points = List.of(
                new Point("dora", 1, 0, Matrix.QUERY, new Change(1, 1)),
                new Point("dora", 1, 0, Matrix.VALUE, new Change(2, 0)),
                new Point("dora", 1, 0, Matrix.FFN_UP, new Change(9, 9)),
                new Point("dora", 2, 0, Matrix.QUERY, new Change(4, 2)),
                new Point("dora", 2, 0, Matrix.VALUE, new Change(6, 1)),
                new Point("dora", 2, 0, Matrix.FFN_UP, new Change(8, 7)));
        List<PathRow> rows = Paths.rows(points);
        assertThat(rows).extracting(PathRow::matrix).containsExactly(null, Matrix.QUERY, Matrix.VALUE, Matrix.FFN_UP);
        assertThat(rows.getFirst().magnitude()).isEqualTo(5);
        assertThat(rows.getFirst().direction()).isEqualTo(1.5);
        assertThat(rows.getFirst().all().points()).isEqualTo(4);
        assertThat(rows.getFirst().last().slope()).isCloseTo(-2, within(1e-12));
    }
}
