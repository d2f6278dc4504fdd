package dev.driftline.benchmarks.starts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static final Losses FALLING = new Losses(List.of(9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0));

    @Test
    void aLossIsReachedByAMeanOverFiveSteps() {
        assertThat(FALLING.last()).isEqualTo(5);
        assertThat(FALLING.reaches(7)).hasValue(5);
        assertThat(FALLING.reaches(6.5)).hasValue(6);
        assertThat(FALLING.reaches(4.9)).isEmpty();
    }

    @Test
    void aStartThatNeverGetsThereSaysSo() {
        assertThat(StartRow.of(1, "edora", 5, FALLING)).isEqualTo(new StartRow(1, "edora", 5, 7, 5));
        assertThat(StartRow.of(1, "edora", 1, FALLING).reached()).isNull();
    }
}
