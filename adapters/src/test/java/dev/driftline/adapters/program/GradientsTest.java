package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients against central differences of the same loss, in float64. Norms stay those of the point itself, since DoRA (Liu et al.
 * 2024, section 4.3) holds them constant in the backward pass.
 */
class GradientsTest {
    private static final double STEP = 1e-5;
    private static final int SAMPLES_A_TENSOR = 6;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 0", "3, 0", "1, 0.3", "3, 0.3"})
    void everyTrainedTensorHasTheGradientOfFiniteDifferences(int method, double drop) {
        SplittableRandom random = new SplittableRandom(5);
        try (Rig rig = new Rig(method, drop)) {
            List<double[]> gradients = rig.gradients(rig.trained);
            assertThat(gradients).hasSameSizeAs(rig.trained);
            for (int tensor = 0; tensor < gradients.size(); tensor++) {
                for (int sample = 0; sample < SAMPLES_A_TENSOR; sample++) {
                    int place = random.nextInt(gradients.get(tensor).length);
                    double slope = (loss(rig, tensor, place, STEP) - loss(rig, tensor, place, -STEP)) / (2 * STEP);
                    assertThat(gradients.get(tensor)[place])
                            .as("method %d tensor %d place %d", method, tensor, place)
                            .isCloseTo(slope, within(1e-8 + 1e-6 * Math.abs(slope)));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void aLabelThatWasNeverTrainedHasNoGradientAtAll(int method) {
        try (Rig rig = new Rig(method, 0)) {
            double[] bias = rig.gradients(rig.trained).getLast();
            assertThat(bias[3]).isZero();
            assertThat(bias[0]).isNotZero();
        }
    }

    private static double loss(Rig rig, int tensor, int place, double move) {
        List<Values> moved = new ArrayList<>(rig.trained);
        double[] numbers = moved.get(tensor).numbers().clone();
        numbers[place] += move;
        moved.set(tensor, new Values(numbers, moved.get(tensor).shape()));
        return rig.loss(moved);
    }
}
