package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void everyTextIsInExactlyOneBatchAndShorterOnesComeFirst() {
        SplittableRandom random = new SplittableRandom(1);
        List<TokenRow> rows = Stream.generate(() -> new long[random.nextInt(2, 128)])
                .map(ids -> new TokenRow(ids, new long[ids.length]))
                .limit(101)
                .toList();
        List<int[]> batches = Batches.of(rows);
        int[] order = batches.stream().flatMapToInt(Arrays::stream).toArray();
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 101).toArray());
        assertThat(Arrays.stream(order).map(place -> rows.get(place).length()).toArray())
                .isSorted();
        assertThat(batches).allSatisfy(batch -> assertThat(batch.length).isBetween(1, Batches.MAX_TEXTS));
    }

    @Test
    void everyAnswerReturnsToThePlaceOfItsText() {
        SplittableRandom random = new SplittableRandom(2);
        List<TokenRow> rows = Stream.generate(() -> new long[random.nextInt(2, 128)])
                .map(ids -> new TokenRow(ids, new long[ids.length]))
                .limit(101)
                .toList();
        float[][] answers = Batches.answers(
                rows,
                some -> some.stream().map(row -> new float[] {row.length()}).toArray(float[][]::new));
        assertThat(answers)
                .isEqualTo(rows.stream().map(row -> new float[] {row.length()}).toArray(float[][]::new));
    }

    @Test
    void nothingMakesNoBatch() {
        assertThat(Batches.of(List.of())).isEmpty();
    }
}
