package dev.driftline.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.benchmarks.data.Strata.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrataTest {
    private static List<Lesson> lessons(int... counts) {
        List<Lesson> all = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            for (int i = 0; i < counts[row]; i++) {
                all.add(new Lesson(row + ":" + i, row));
            }
        }
        return all;
    }

    private static List<Integer> counts(List<Lesson> lessons, int labels) {
        return IntStream.range(0, labels)
                .mapToObj(row -> (int)
                        lessons.stream().filter(lesson -> lesson.row() == row).count())
                .toList();
    }

    @Test
    void aProportionalSampleHasEachLabelAsOftenAsTheFile() {
        List<Lesson> sample = Strata.sample(lessons(866, 134), 2, 100, Allotment.PROPORTIONAL, 1);
        assertThat(counts(sample, 2)).containsExactly(87, 13);
        assertThat(sample).doesNotHaveDuplicates();
    }

    @Test
    void aRareLabelHasOneExampleAtLeast() {
        assertThat(counts(Strata.sample(lessons(9_000, 900, 2), 3, 10, Allotment.PROPORTIONAL, 1), 3))
                .containsExactly(8, 1, 1);
    }

    @Test
    void anEvenSampleHasEachLabelEquallyOftenWhereTheFileHasSoMany() {
        assertThat(counts(Strata.sample(lessons(50, 3, 50), 3, 23, Allotment.EVEN, 1), 3))
                .containsExactly(10, 3, 10);
    }

    @Test
    void aSampleMayBeTheWholeFile() {
        for (Allotment allotment : Allotment.values()) {
            assertThat(Strata.sample(lessons(7, 1, 3), 3, 11, allotment, 4))
                    .containsExactlyInAnyOrderElementsOf(lessons(7, 1, 3));
        }
    }

    @Test
    void theSeedDecidesWhatIsDrawn() {
        List<Lesson> all = lessons(500, 500);
        List<Lesson> sample = Strata.sample(all, 2, 50, Allotment.PROPORTIONAL, 1);
        assertThat(Strata.sample(all, 2, 50, Allotment.PROPORTIONAL, 1)).isEqualTo(sample);
        assertThat(Strata.sample(all, 2, 50, Allotment.PROPORTIONAL, 2)).isNotEqualTo(sample);
    }

    @Test
    void aSplitSharesOutLabelByLabelAndLosesNothing() {
        List<Lesson> all = lessons(50, 20, 1);
        Split split = Strata.split(all, 3, 0.8, 1);
        assertThat(counts(split.learned(), 3)).containsExactly(40, 16, 1);
        assertThat(counts(split.held(), 3)).containsExactly(10, 4, 0);
        List<Lesson> both = new ArrayList<>(split.learned());
        both.addAll(split.held());
        assertThat(both).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aSplitKeepsItsShareWhereEachLabelHasTwoLessonsAlone() {
        int[] twos = IntStream.range(0, 50).map(_ -> 2).toArray();
        assertThat(Strata.split(lessons(twos), 50, 0.8, 1).held()).hasSize(20);
    }

    @Test
    void overAllFoldsEachLessonIsHeldOnceAndLabelsAreSharedOut() {
        List<Lesson> all = lessons(31, 20, 4);
        List<Lesson> held = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
            Split split = Strata.fold(all, 3, fold, 3, 9);
            assertThat(split.learned()).hasSize(all.size() - split.held().size());
            assertThat(split.learned()).doesNotContainAnyElementsOf(split.held());
            assertThat(counts(split.held(), 3).get(0)).isBetween(10, 11);
            assertThat(counts(split.held(), 3).get(1)).isBetween(6, 7);
            assertThat(counts(split.held(), 3).get(2)).isBetween(1, 2);
            held.addAll(split.held());
        }
        assertThat(held).containsExactlyInAnyOrderElementsOf(all);
    }
}
