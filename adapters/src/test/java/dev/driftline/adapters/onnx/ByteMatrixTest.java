package dev.driftline.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteMatrixTest {
    private static final int OUT = 5;
    private static final int IN = 7;

    @Test
    void everyNumberIsWithinHalfAStepOfSevenBits() {
        FloatBuffer matrix = Direct.floats(OUT * IN);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < OUT * IN; i++) {
            matrix.put(i, (float) random.nextGaussian());
        }
        ByteMatrix bytes = ByteMatrix.of(matrix, OUT, IN);
        for (int row = 0; row < OUT; row++) {
            float scale = bytes.scales().get(row);
            int largest = 0;
            for (int column = 0; column < IN; column++) {
                int q = bytes.q().get(column * OUT + row);
                assertThat(q * scale).isCloseTo(matrix.get(row * IN + column), within(scale * 0.501f));
                largest = Math.max(largest, Math.abs(q));
            }
            assertThat(largest).isEqualTo(63);
        }
    }

    @Test
    void aRowOfZerosStaysOne() {
        ByteMatrix bytes = ByteMatrix.of(Direct.floats(2), 1, 2);
        assertThat(bytes.q().get(0)).isZero();
        assertThat(bytes.q().get(1)).isZero();
        assertThat(bytes.scales().get(0)).isPositive();
    }
}
