package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Token ids of some texts, padded to the longest of them.
 *
 * @param ids (texts, tokens)
 * @param mask (texts, tokens): 1 on tokens, 0 on padding
 */
public record Padded(Tensor ids, Tensor mask) {
    /** Copies into native memory of {@code scope}. */
    public static Padded of(Scope scope, List<long[]> rows) {
        int tokens = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        long[] ids = new long[rows.size() * tokens];
        float[] mask = new float[ids.length];
        for (int i = 0; i < rows.size(); i++) {
            long[] row = rows.get(i);
            System.arraycopy(row, 0, ids, i * tokens, row.length);
            Arrays.fill(mask, i * tokens, i * tokens + row.length, 1);
        }
        return new Padded(scope.longs(ids, rows.size(), tokens), scope.floats(mask, rows.size(), tokens));
    }
}
