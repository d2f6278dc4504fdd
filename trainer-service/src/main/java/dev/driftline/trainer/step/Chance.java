package dev.driftline.trainer.step;

import dev.driftline.contracts.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of numbers (SplitMix64) that depends on its seed and its purpose alone, so that an update can be made again.
 */
public final class Chance {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    private Chance(long state) {
        this.state = state;
    }

    /** The one seed of an update: nothing from clocks, counters, nonces, topic ids or ledger numbers. */
    public static long seed(long domainSeed, @Nullable Digest parent, long windowIndex) {
        MessageDigest sha = Digest.sha256();
        sha.update(longs(domainSeed, windowIndex));
        sha.update((parent == null ? "" : parent.hex()).getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    /** The stream of {@code seed} for one purpose; streams of two purposes have nothing to do with each other. */
    public static Chance of(long seed, String purpose) {
        MessageDigest sha = Digest.sha256();
        sha.update(longs(seed));
        return raw(ByteBuffer.wrap(sha.digest(purpose.getBytes(StandardCharsets.US_ASCII)))
                .getLong());
    }

    static Chance raw(long state) {
        return new Chance(state);
    }

    /** The next 64 bits. */
    public long next() {
        state += GOLDEN;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Uniform in {@code [0, bound)}. */
    public int below(long bound) {
        if (bound < 1 || bound > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("bound " + bound);
        }
        return (int) wide(bound);
    }

    /** Uniform in {@code [0, bound)}, for counts that may grow without limit. */
    public long wide(long bound) {
        long bits = next() >>> 1;
        long value = bits % bound;
        while (bits - value + (bound - 1) < 0) {
            bits = next() >>> 1;
            value = bits % bound;
        }
        return value;
    }

    /** Puts {@code list} in an order of chance. */
    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, below(i + 1));
        }
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }
}
