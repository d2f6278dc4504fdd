package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void batchesAreAsEqualAsCanBe() {
        assertThat(Batches.of(lessons(65), 32)).extracting(List::size).containsExactly(21, 22, 22);
        assertThat(Batches.of(lessons(64), 32)).extracting(List::size).containsExactly(32, 32);
        assertThat(Batches.of(lessons(1), 32)).extracting(List::size).containsExactly(1);
    }

    @Test
    void aBoundOfTokensThatNothingReachesChangesNothing() {
        int[] tokens = tokens(65, 10);
        assertThat(Batches.of(lessons(65), 32, 220, tokens)).isEqualTo(Batches.of(lessons(65), 32));
    }

    @Test
    void aBatchHoldsNoMoreTokensThanSaidAndIsAsEqualAsThatAllows() {
        assertThat(Batches.of(lessons(65), 32, 200, tokens(65, 10)))
                .extracting(List::size)
                .containsExactly(17, 16, 16, 16);
        // greedily it would be 4 and 1
        assertThat(Batches.of(lessons(5), 32, 40, new int[] {10, 10, 10, 10, 10}))
                .extracting(List::size)
                .containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void aTextThatIsLongerThanTheBoundIsABatchAlone() {
        List<Lesson> lessons = lessons(4);
        assertThat(Batches.of(lessons, 32, 20, new int[] {5, 5, 21, 5}))
                .containsExactly(lessons.subList(0, 2), lessons.subList(2, 3), lessons.subList(3, 4));
    }

    @Test
    void nothingMakesNoBatch() {
        assertThat(Batches.of(List.of(), 32)).isEmpty();
        assertThat(Batches.of(List.of(), 32, 200, new int[0])).isEmpty();
    }

    /** Against every way to cut a short list, tried one by one. */
    @Test
    void noOtherCutHasFewerBatchesOrIsMoreEqual() {
        for (long seed = 0; seed < 200; seed++) {
            Chance chance = Chance.of(seed, "batches");
            int[] tokens = IntStream.range(0, 1 + chance.below(10))
                    .map(i -> 1 + chance.below(60))
                    .toArray();
            int most = 1 + chance.below(5);
            List<List<Lesson>> found = Batches.of(lessons(tokens.length), most, 100, tokens);
            assertThat(found.stream().flatMap(List::stream)).containsExactlyElementsOf(lessons(tokens.length));
            int[] best = best(tokens, most);
            assertThat(found).as("seed " + seed).hasSize(best[0]);
            assertThat(found.stream().mapToInt(one -> one.size() * one.size()).sum())
                    .as("seed " + seed)
                    .isEqualTo(best[1]);
        }
    }

    /** Number of batches and sum of squared sizes; bit i of a cut says that a batch ends behind lesson i. */
    private static int[] best(int[] tokens, int most) {
        int[] best = {Integer.MAX_VALUE, 0};
        for (int cut = 0; cut < 1 << (tokens.length - 1); cut++) {
            int[] cost = cost(tokens, most, cut);
            if (Arrays.compare(cost, best) < 0) {
                best = cost;
            }
        }
        return best;
    }

    private static int[] cost(int[] tokens, int most, int cut) {
        int[] cost = {0, 0};
        int size = 0;
        int together = 0;
        for (int i = 0; i < tokens.length; i++) {
            size++;
            together += tokens[i];
            if (size > most || (size > 1 && together > 100)) {
                return new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE};
            }
            if (i == tokens.length - 1 || (cut >> i & 1) == 1) {
                cost[0]++;
                cost[1] += size * size;
                size = 0;
                together = 0;
            }
        }
        return cost;
    }

    private static int[] tokens(int count, int each) {
        int[] tokens = new int[count];
        Arrays.fill(tokens, each);
        return tokens;
    }

    private static List<Lesson> lessons(int count) {
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lessons.add(new Lesson(Passage.of("text " + i), i % 2));
        }
        return lessons;
    }
}
