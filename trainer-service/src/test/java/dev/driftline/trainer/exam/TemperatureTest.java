package dev.driftline.trainer.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemperatureTest {
    /**
     * Two labels, always .9 to .1, of n examples R right: the best score is then (R + 1/2) / (n + 1), half an example for the one that may be either.
     * Of 33 with 25 right that is 3/4, log-odds of log 3, which is half of log 9: T = 2.
     */
    @Test
    void ofTwoLabelsTheTemperatureHasAClosedForm() {
        assertThat(Temperature.fit(scores(33, 0.9f), rows(33, 25))).isEqualTo(2);
    }

    /** The other way round: (76 + 1/2) / 85 is .9, and .75 is half of it in log-odds. */
    @Test
    void scoresThatAreTooShyAreRaised() {
        assertThat(Temperature.fit(scores(84, 0.75f), rows(84, 76))).isEqualTo(0.5);
    }

    /** Minima of the same sum by torch 2.15, LBFGS in float64. */
    @ParameterizedTest
    @CsvSource({"1, 1.24", "3, 3.73", "0.5, 0.62"})
    void ofThreeLabelsItIsTheOneThatAnotherLibraryFinds(double sharpness, double temperature) {
        float[][] scores = new float[60][];
        int[] rows = new int[60];
        for (int i = 0; i < 60; i++) {
            double[] logits = {2 * Math.sin(i), 1.5 * Math.cos(2 * i), Math.sin(3 * i + 1)};
            int best = IntStream.range(0, 3)
                    .reduce((one, other) -> logits[other] > logits[one] ? other : one)
                    .orElseThrow();
            rows[i] = i % 4 == 0 ? (best + 1) % 3 : best;
            scores[i] = softmax(sharpness, logits);
        }
        assertThat(Temperature.fit(scores, rows)).isEqualTo(temperature);
    }

    @Test
    void itIsBounded() {
        assertThat(Temperature.fit(scores(200, 0.6f), rows(200, 200))).isEqualTo(Temperature.LEAST);
        assertThat(Temperature.fit(scores(200, 0.99f), rows(200, 100))).isEqualTo(Temperature.MOST);
    }

    @Test
    void fewerThanThirtyExamplesOfTrainedLabelsTellNothing() {
        assertThat(Temperature.fit(scores(29, 0.9f), rows(29, 10))).isEqualTo(1);
        float[][] untrained = scores(33, 0.9f);
        int[] rows = rows(33, 25);
        for (int i = 0; i < 4; i++) {
            untrained[i] = new float[] {0, 1};
        }
        assertThat(Temperature.fit(untrained, rows)).isEqualTo(1);
    }

    private static float[][] scores(int count, float first) {
        return IntStream.range(0, count)
                .mapToObj(_ -> new float[] {first, 1 - first})
                .toArray(float[][]::new);
    }

    private static int[] rows(int count, int right) {
        return IntStream.range(0, count).map(i -> i < right ? 0 : 1).toArray();
    }

    private static float[] softmax(double sharpness, double... logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(sharpness * logit);
        }
        float[] scores = new float[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (Math.exp(sharpness * logits[i]) / sum);
        }
        return scores;
    }
}
