package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Full fine-tuning on the tiny encoder in float64. */
class WholeTest {
    private static final double STEP = 1e-5;
    private static final int SAMPLES_A_TENSOR = 4;

    /** Words, places, every matrix with its bias, every norm, and the head, against central differences of the same loss. */
    @Test
    void everyTensorOfTheEncoderHasTheGradientOfFiniteDifferences() {
        SplittableRandom random = new SplittableRandom(5);
        TinyLine line = new TinyLine(11);
        List<Values> all = new ArrayList<>(line.base());
        all.addAll(line.trained(0));
        try (Program probe = Probe.open(1)) {
            List<double[]> gradients = call(probe, all);
            assertThat(gradients).hasSize(all.size() + 1);
            for (int tensor = 0; tensor < all.size(); tensor++) {
                double[] gradient = gradients.get(tensor + 1);
                int[] reached = IntStream.range(0, gradient.length)
                        .filter(place -> gradient[place] != 0)
                        .toArray();
                assertThat(reached).as("tensor %d", tensor).hasSizeGreaterThanOrEqualTo(SAMPLES_A_TENSOR - 1);
                for (int sample = 0; sample < SAMPLES_A_TENSOR; sample++) {
                    int place = reached[random.nextInt(reached.length)];
                    double slope = (loss(probe, all, tensor, place, STEP) - loss(probe, all, tensor, place, -STEP))
                            / (2 * STEP);
                    assertThat(gradient[place])
                            .as("tensor %d place %d", tensor, place)
                            .isCloseTo(slope, within(1e-8 + 1e-6 * Math.abs(slope)));
                }
            }
        }
    }

    private static double loss(Program probe, List<Values> all, int tensor, int place, double move) {
        List<Values> moved = new ArrayList<>(all);
        double[] numbers = all.get(tensor).numbers().clone();
        numbers[place] += move;
        moved.set(tensor, new Values(numbers, all.get(tensor).shape()));
        return call(probe, moved).getFirst()[0];
    }

    /** Loss, then gradients. */
    private static List<double[]> call(Program probe, List<Values> all) {
        try (Scope passing = probe.scope()) {
            List<Tensor> tensors = TinyLine.in(passing, all);
            Call call = probe.call("whole")
                    .tensors(tensors.subList(0, tensors.size() - 2))
                    .tensors(tensors.subList(tensors.size() - 2, tensors.size()))
                    .tensors(TinyLine.words(passing))
                    .tensors(TinyLine.goal(passing))
                    .wholes(TinyLine.plan(0, TinyLine.TEXTS));
            return OneSlot.end(call, TinyLine.conf(1, 1, 0)).train(passing).stream()
                    .map(Tensor::doubles)
                    .toList();
        }
    }
}
