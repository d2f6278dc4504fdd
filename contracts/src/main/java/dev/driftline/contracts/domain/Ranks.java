package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rank of every matrix of a base.
 *
 * @param usual of each that is not named
 * @param own of single ones, by {@link Matrix} or by layer and matrix as {@code 0.query}, the latter first; 0: it carries no adapter
 */
public record Ranks(int usual, Map<String, Integer> own) {
    public Ranks {
        unless(usual >= 1, "rank", "must be 1 or more");
        own = Collections.unmodifiableMap(new TreeMap<>(own));
        own.forEach((name, rank) -> {
            Matrix.check(name);
            unless(rank >= 0, "ranks." + name, "must be 0 or more");
        });
    }

    /** One rank for all. */
    public static Ranks all(int rank) {
        return new Ranks(rank, Map.of());
    }

    /** Of one matrix. */
    public int of(int layer, Matrix matrix) {
        Integer everywhere = own.getOrDefault(matrix.word(), usual);
        return own.getOrDefault(layer + "." + matrix.word(), everywhere);
    }

    /** No matrix has more. */
    public int most() {
        return Math.max(
                usual, own.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    }
}
