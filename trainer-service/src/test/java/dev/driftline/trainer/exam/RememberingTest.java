package dev.driftline.trainer.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.trainer.step.Chance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RememberingTest {
    @Test
    void memoryIsBoundedAndItsLabelsAreBalanced() {
        Memory memory = Memory.EMPTY;
        for (int window = 0; window < 100; window++) {
            // label 0 is nine of ten
            List<Kept> news = LongStream.range(64L * window, 64L * window + 64)
                    .mapToObj(offset -> new Kept(offset, offset % 10 == 0 ? (int) (offset / 10 % 3) + 1 : 0))
                    .toList();
            memory = memory.with(news, Chance.of(window, "eviction"));
        }
        assertThat(memory.kept()).hasSize(Memory.MOST);
        assertThat(memory.seen()).isEqualTo(6_400);
        Map<Integer, Long> byLabel =
                memory.kept().stream().collect(Collectors.groupingBy(Kept::row, Collectors.counting()));
        assertThat(byLabel.get(1)).isEqualTo(214);
        assertThat(byLabel.get(0)).isEqualTo(Memory.MOST - 214 - 213 - 213);
        assertThat(memory.kept()).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
    }

    @Test
    void aDrawIsWithoutReplacementAndRareLabelsComeAsOftenAsCommonOnes() {
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            kept.add(new Kept(i, i < 30 ? 1 : 0));
        }
        List<Kept> drawn = new Memory(kept, 1_000).draw(40, Chance.of(3, "draw"));
        assertThat(new HashSet<>(drawn)).hasSize(40);
        assertThat(drawn.stream().filter(one -> one.row() == 1).count()).isBetween(10L, 30L);
        assertThat(new Memory(kept, 1_000).draw(5_000, Chance.of(3, "draw"))).hasSize(1_000);
        assertThat(Memory.EMPTY.draw(64, Chance.of(3, "draw"))).isEmpty();
    }

    @Test
    void theSameSeedDrawsTheSame() {
        Memory memory = Memory.EMPTY.with(kept(0, 500), Chance.of(1, "eviction"));
        assertThat(memory.draw(64, Chance.of(9, "draw"))).isEqualTo(memory.draw(64, Chance.of(9, "draw")));
        assertThat(memory.draw(64, Chance.of(9, "draw"))).isNotEqualTo(memory.draw(64, Chance.of(10, "draw")));
    }

    @Test
    void theExamHoldsTheNewestAndAFairSampleOfTheRest() {
        long[] hits = new long[10];
        for (int run = 0; run < 40; run++) {
            Exam exam = Exam.EMPTY;
            for (int window = 0; window < 300; window++) {
                exam = exam.with(kept(window * 7L, 7), Chance.of(run * 1_000L + window, "reservoir"));
            }
            assertThat(exam.newest()).hasSize(Exam.HALF).last().isEqualTo(new Kept(2_099, 0));
            assertThat(exam.reservoir()).hasSize(Exam.HALF).doesNotHaveDuplicates();
            assertThat(exam.seen()).isEqualTo(2_100 - Exam.HALF);
            exam.reservoir().forEach(one -> hits[(int) (one.offset() * 10 / (2_100 - Exam.HALF))]++);
        }
        // 40 runs of 128 over ten equal parts: 512 a part, standard deviation below 22
        assertThat(LongStream.of(hits).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(400L, 620L));
    }

    @Test
    void stateTravelsAsNumbersInAFixedOrder() {
        Recollection all = new Recollection(
                Memory.EMPTY.with(kept(0, 10), Chance.of(1, "eviction")),
                Exam.EMPTY.with(kept(10, 200), Chance.of(1, "reservoir")),
                77);
        Map<String, long[]> extras = all.extras(2);
        assertThat(Recollection.from(extras, 2)).isEqualTo(all);
        assertThat(extras.keySet())
                .containsExactly(
                        "counts",
                        "exam.newest.offsets",
                        "exam.newest.rows",
                        "exam.reservoir.offsets",
                        "exam.reservoir.rows",
                        "memory.offsets",
                        "memory.rows");
        assertThat(Recollection.from(Recollection.NONE.extras(1), 1)).isEqualTo(Recollection.NONE);
    }

    @Test
    void offsetsOfAnEarlierLogAreDroppedAndTheStepsStay() {
        Recollection all = new Recollection(Memory.EMPTY.with(kept(0, 10), Chance.of(1, "eviction")), Exam.EMPTY, 77);
        assertThat(Recollection.from(all.extras(1), 2)).isEqualTo(new Recollection(Memory.EMPTY, Exam.EMPTY, 77));
    }

    @Test
    void whatTheLogHasLostIsLeftOut() {
        Recollection all = new Recollection(
                Memory.EMPTY.with(kept(0, 10), Chance.of(1, "eviction")),
                Exam.EMPTY.with(kept(10, 10), Chance.of(1, "reservoir")),
                77);
        assertThat(all.without(offset -> offset < 15).size()).isEqualTo(5);
    }

    @Test
    void aStateOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Recollection.from(Map.of(), 1)).hasMessageContaining("no counts");
    }

    private static List<Kept> kept(long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(offset -> new Kept(offset, 0))
                .toList();
    }
}
