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
 * Tokens of some passages, laid end to end, slot after slot and group after group, as the program wants them.
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
     * @param even whether every text takes the room of the call's longest, so that slots of one text each lie as a stack already
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once and kept by nobody
    public record Group(int method, long[] ranks, List<List<TokenRow>> slots, boolean even) {}

    /** Copies into native memory of {@code scope}. */
    public static Packed of(Scope scope, List<Group> groups) {
        int longest = groups.stream()
                .flatMap(group -> group.slots().stream())
                .flatMap(List::stream)
                .mapToInt(TokenRow::length)
                .max()
                .orElse(0);
        List<Span> spans =
                groups.stream().map(group -> new Span(group, longest)).toList();
        int texts = spans.stream().mapToInt(Span::texts).sum();
        int all = spans.stream().mapToInt(Span::tokens).sum();
        Ink ink = new Ink(texts, longest, all);
        spans.forEach(span -> span.group().slots().forEach(slot -> ink.slot(slot, span)));
        List<Tensor> words = new ArrayList<>(ink.tensors(scope));
        spans.forEach(span -> words.add(scope.longs(span.seats(), span.tokens())));
        return new Packed(
                List.copyOf(words),
                spans.stream().flatMapToLong(Span::plan).toArray(),
                groups.stream()
                        .flatMap(group -> group.slots().stream())
                        .mapToLong(List::size)
                        .toArray());
    }

    /** One slot alone. */
    public static Packed of(Scope scope, int method, long[] ranks, List<TokenRow> rows) {
        return of(scope, List.of(new Group(method, ranks, List.of(rows), false)));
    }

    /** One slot without an adapter. */
    public static Packed bare(Scope scope, Geometry geometry, List<TokenRow> rows) {
        return of(scope, 0, new long[geometry.sites().size()], rows);
    }

    /** The largest rank at each site, as the program wants it. */
    public static long[] ranks(Geometry geometry, AdapterMethod method, Ranks ranks) {
        return geometry.sites().stream()
                .mapToLong(site -> method == AdapterMethod.HEAD ? 0 : site.most(ranks))
                .toArray();
    }

    /** Of some texts together. */
    public static int tokens(List<TokenRow> rows) {
        return rows.stream().mapToInt(TokenRow::length).sum();
    }

    /** A group in a call whose longest text has {@code longest} tokens. */
    private record Span(Group group, int longest) {
        private int width(TokenRow row) {
            return group.even() ? longest : row.length();
        }

        private int tokens(List<TokenRow> slot) {
            return slot.stream().mapToInt(this::width).sum();
        }

        private int texts() {
            return group.slots().stream().mapToInt(List::size).sum();
        }

        private int tokens() {
            return group.slots().stream().mapToInt(this::tokens).sum();
        }

        private int most() {
            return group.slots().stream().mapToInt(this::tokens).max().orElse(0);
        }

        private LongStream plan() {
            return LongStream.concat(
                    LongStream.of(group.method(), group.slots().size(), tokens(), most()),
                    Arrays.stream(group.ranks()));
        }

        private long[] seats() {
            long[] seats = new long[tokens()];
            long most = most();
            int at = 0;
            for (int slot = 0; slot < group.slots().size(); slot++) {
                int tokens = tokens(group.slots().get(slot));
                for (int token = 0; token < tokens; token++) {
                    seats[at++] = slot * most + token;
                }
            }
            return seats;
        }
    }

    /** What is written token by token. */
    private static final class Ink {
        private final int texts;
        private final int longest;
        private final long[] ids;
        private final long[] places;
        private final long[] padded;
        private final long[] owners;
        private final float[] mask;
        private int slot;
        private int text;
        private int at;

        private Ink(int texts, int longest, int all) {
            this.texts = texts;
            this.longest = longest;
            ids = new long[all];
            places = new long[all];
            padded = new long[all];
            owners = new long[all];
            mask = new float[texts * longest];
        }

        private void slot(List<TokenRow> rows, Span span) {
            for (TokenRow row : rows) {
                int seat = text * longest;
                System.arraycopy(row.ids(), 0, ids, at, row.length());
                System.arraycopy(row.places(), 0, places, at, row.length());
                Arrays.fill(mask, seat, seat + row.length(), 1);
                for (int token = 0; token < span.width(row); token++) {
                    owners[at] = slot;
                    padded[at++] = (long) seat + token;
                }
                text++;
            }
            slot++;
        }

        private List<Tensor> tensors(Scope scope) {
            return List.of(
                    scope.longs(ids, ids.length),
                    scope.longs(places, ids.length),
                    scope.longs(padded, ids.length),
                    scope.floats(mask, texts, longest),
                    scope.longs(owners, ids.length));
        }
    }
}
