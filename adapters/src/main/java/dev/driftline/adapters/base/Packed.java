package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Tokens of some passages, laid end to end without padding, slot after slot and group after group, as the program wants them.
 *
 * @param words ids of all tokens (tokens), their places in the place table (tokens), their seats where texts lie padded to the longest
 *     (tokens), the mask of that (texts, tokens of the longest), the slot in the call of each token (tokens); then for each group the
 *     seats of its tokens where slots lie padded to the longest (tokens of the group)
 * @param plan method, slots, tokens, most tokens of one slot, and the largest rank at each site, of each group
 * @param counts texts of each slot
 */
@SuppressWarnings("ArrayRecordComponent") // made for one call and handed to it
public record Packed(List<Tensor> words, long[] plan, long[] counts) {
    /**
     * Slots of one kind.
     *
     * @param method the program's number of it
     * @param ranks the largest at each site
     * @param slots tokens of each slot's passages
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once and kept by nobody
    public record Group(int method, long[] ranks, List<List<TokenRow>> slots) {}

    /** Copies into native memory of {@code scope}. */
    public static Packed of(Scope scope, List<Group> groups) {
        List<List<TokenRow>> slots =
                groups.stream().flatMap(group -> group.slots().stream()).toList();
        List<TokenRow> rows = slots.stream().flatMap(List::stream).toList();
        int longest = rows.stream().mapToInt(TokenRow::length).max().orElse(0);
        int all = tokens(rows);
        long[] ids = new long[all];
        long[] places = new long[all];
        long[] padded = new long[all];
        float[] mask = new float[rows.size() * longest];
        int at = 0;
        for (int i = 0; i < rows.size(); i++) {
            TokenRow row = rows.get(i);
            System.arraycopy(row.ids(), 0, ids, at, row.length());
            System.arraycopy(row.places(), 0, places, at, row.length());
            Arrays.fill(mask, i * longest, i * longest + row.length(), 1);
            for (int token = 0; token < row.length(); token++) {
                padded[at++] = (long) i * longest + token;
            }
        }
        List<Tensor> words = new ArrayList<>(List.of(
                scope.longs(ids, all),
                scope.longs(places, all),
                scope.longs(padded, all),
                scope.floats(mask, rows.size(), longest),
                scope.longs(owners(slots, all), all)));
        groups.forEach(group -> words.add(seats(scope, group)));
        return new Packed(
                List.copyOf(words),
                groups.stream().flatMapToLong(Packed::plan).toArray(),
                slots.stream().mapToLong(List::size).toArray());
    }

    /** One slot alone. */
    public static Packed of(Scope scope, int method, long[] ranks, List<TokenRow> rows) {
        return of(scope, List.of(new Group(method, ranks, List.of(rows))));
    }

    /** The largest rank at each site, as the program wants it. */
    public static long[] ranks(Geometry geometry, AdapterMethod method, Ranks ranks) {
        return geometry.sites().stream()
                .mapToLong(site -> method == AdapterMethod.HEAD ? 0 : site.most(ranks))
                .toArray();
    }

    private static LongStream plan(Group group) {
        List<Integer> tokens = group.slots().stream().map(Packed::tokens).toList();
        int sum = tokens.stream().mapToInt(Integer::intValue).sum();
        return LongStream.concat(
                LongStream.of(group.method(), tokens.size(), sum, most(group)), Arrays.stream(group.ranks()));
    }

    private static int most(Group group) {
        return group.slots().stream().mapToInt(Packed::tokens).max().orElse(0);
    }

    private static long[] owners(List<List<TokenRow>> slots, int all) {
        long[] owners = new long[all];
        int at = 0;
        for (int slot = 0; slot < slots.size(); slot++) {
            int tokens = tokens(slots.get(slot));
            Arrays.fill(owners, at, at + tokens, slot);
            at += tokens;
        }
        return owners;
    }

    private static Tensor seats(Scope scope, Group group) {
        int most = most(group);
        int all = group.slots().stream().mapToInt(Packed::tokens).sum();
        long[] seats = new long[all];
        int at = 0;
        for (int slot = 0; slot < group.slots().size(); slot++) {
            int tokens = tokens(group.slots().get(slot));
            for (int token = 0; token < tokens; token++) {
                seats[at++] = (long) slot * most + token;
            }
        }
        return scope.longs(seats, all);
    }

    /** Of some texts together. */
    public static int tokens(List<TokenRow> rows) {
        return rows.stream().mapToInt(TokenRow::length).sum();
    }
}
