package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
    /** Labels, lessons of each, and how many are held at a share of .8: a fifth of all, but never a label's last. */
    @ParameterizedTest
    @CsvSource({"2, 30, 12", "60, 2, 24", "40, 1, 0", "10, 3, 6", "1, 2, 0", "3, 2, 1"})
    void theShareHoldsForAllTogetherAndEveryLabelIsLearned(int labels, int each, int held) {
        List<Lesson> lessons = lessons(labels, each);
        Split split = Split.of(lessons, 0.8, Chance.of(1, "split"));
        assertThat(split.held()).hasSize(held);
        assertThat(split.learned().stream().map(Lesson::row).distinct()).hasSize(labels);
        List<Lesson> both = new ArrayList<>(split.learned());
        both.addAll(split.held());
        assertThat(both).containsExactlyInAnyOrderElementsOf(lessons);
    }

    @Test
    void theSameChanceMakesTheSameSplit() {
        assertThat(Split.of(lessons(5, 9), 0.8, Chance.of(3, "split")))
                .isEqualTo(Split.of(lessons(5, 9), 0.8, Chance.of(3, "split")));
    }

    @Test
    void labelsThatAreLearnedAndNeverHeldAreLacking() {
        List<Lesson> lessons = List.of(
                new Lesson(Passage.of("a"), 4),
                new Lesson(Passage.of("b"), 2),
                new Lesson(Passage.of("c"), 0),
                new Lesson(Passage.of("d"), 2));
        List<Lesson> next = List.of(new Lesson(Passage.of("e"), 2), new Lesson(Passage.of("f"), 3));
        assertThat(Split.of(BidoraSettings.FAST, 1, lessons, next).lacking()).containsExactly(0, 4);
        assertThat(Split.of(BidoraSettings.FAST, 1, lessons(5, 9), List.of()).lacking())
                .isEmpty();
    }

    private static List<Lesson> lessons(int labels, int each) {
        List<Lesson> lessons = new ArrayList<>();
        for (int row = 0; row < labels; row++) {
            for (int i = 0; i < each; i++) {
                lessons.add(new Lesson(Passage.of("text " + row + " " + i), row));
            }
        }
        return lessons;
    }
}
