package dev.driftline.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void aLabelCountsItsStepsFromTheOneThatSawItFirst() {
        Progress progress = Progress.none(3).stepped(0).stepped(0, 2).stepped(0);
        assertThat(progress.steps()).isEqualTo(3);
        assertThat(progress.headSteps()).containsExactly(3, 0, 2);
        assertThat(progress.trained()).containsExactly(0, 2);
        assertThat(progress.published()).isEmpty();
    }

    @Test
    void aLabelIsPublishedByTheFoldAfterItsFirstStep() {
        Progress progress = Progress.none(2).stepped(0).folded().stepped(1).folded();
        assertThat(progress.folds()).isEqualTo(2);
        assertThat(progress.headFolds()).containsExactly(2, 1);
        assertThat(progress.published()).containsExactly(0, 1);
    }

    @Test
    void appendedLabelsBeginAtZero() {
        assertThat(Progress.none(1).stepped(0).grown(3).headSteps()).containsExactly(1, 0, 0);
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Progress(1, 0, new long[] {3}, 0, new long[1]))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Progress(1, 0, new long[] {-1}, 0, new long[1]))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Progress(1, 0, new long[1], 0, new long[2]))
                .isInstanceOf(InvalidValue.class);
    }
}
