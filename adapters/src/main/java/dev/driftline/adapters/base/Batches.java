package dev.driftline.adapters.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Deals texts into batches of like length, on whose padding little is spent. */
public final class Batches {
    static final int MAX_TEXTS = 32;

    private Batches() {}

    /**
     * Answers (texts, labels) in the order of {@code rows}.
     *
     * @param ask answers (texts, labels) of the texts of one batch, in their order
     */
    public static float[][] answers(List<TokenRow> rows, Function<List<TokenRow>, float[][]> ask) {
        float[][] answers = new float[rows.size()][];
        for (int[] batch : of(rows)) {
            float[][] some = ask.apply(Arrays.stream(batch).mapToObj(rows::get).toList());
            for (int i = 0; i < batch.length; i++) {
                answers[batch[i]] = some[i];
            }
        }
        return answers;
    }

    /** Places of the texts in {@code rows}, shortest first, at most {@value #MAX_TEXTS} in a batch; each place once. */
    static List<int[]> of(List<TokenRow> rows) {
        int[] order = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> rows.get(place).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += MAX_TEXTS) {
            batches.add(Arrays.copyOfRange(order, from, Math.min(from + MAX_TEXTS, order.length)));
        }
        return batches;
    }
}
