package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Tokens of some passages, laid end to end without padding.
 *
 * @param ids (tokens of all)
 * @param places of each token in the place table (tokens of all)
 * @param slots of each token where texts lie padded to the longest, row after row (tokens of all)
 * @param mask (texts, tokens of the longest): 1 on tokens, 0 on padding
 */
public record Packed(Tensor ids, Tensor places, Tensor slots, Tensor mask) {
    /** Copies into native memory of {@code scope}. */
    public static Packed of(Scope scope, List<TokenRow> rows) {
        int longest = rows.stream().mapToInt(TokenRow::length).max().orElse(0);
        int all = rows.stream().mapToInt(TokenRow::length).sum();
        long[] ids = new long[all];
        long[] places = new long[all];
        long[] slots = new long[all];
        float[] mask = new float[rows.size() * longest];
        int at = 0;
        for (int i = 0; i < rows.size(); i++) {
            TokenRow row = rows.get(i);
            System.arraycopy(row.ids(), 0, ids, at, row.length());
            System.arraycopy(row.places(), 0, places, at, row.length());
            Arrays.fill(mask, i * longest, i * longest + row.length(), 1);
            for (int token = 0; token < row.length(); token++) {
                slots[at++] = (long) i * longest + token;
            }
        }
        return new Packed(
                scope.longs(ids, all),
                scope.longs(places, all),
                scope.longs(slots, all),
                scope.floats(mask, rows.size(), longest));
    }

    /** In the program's order. */
    public List<Tensor> words() {
        return List.of(ids, places, slots, mask);
    }
}
