package dev.driftline.adapters.resident;

import dev.driftline.adapters.base.TokenRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Deals texts into batches of like length. */
final class Batches {
    static final int MAX_TEXTS = 32;

    private Batches() {}

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
