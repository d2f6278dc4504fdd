package dev.driftline.contracts.wire;

/** Kafka's default partitioner hash, so that a plain producer with key = domain lands in the domain's place. */
public final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;

    private Murmur2() {}

    /** The partition of a key among {@code partitions}, as Kafka's own producer computes it. */
    public static int partition(byte[] key, int partitions) {
        return (hash(key) & 0x7fffffff) % partitions;
    }

    static int hash(byte[] data) {
        int length = data.length;
        int h = SEED ^ length;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            int k = data[i] & 0xff | (data[i + 1] & 0xff) << 8 | (data[i + 2] & 0xff) << 16 | data[i + 3] << 24;
            k *= M;
            k ^= k >>> R;
            h = h * M ^ k * M;
        }
        int tail = 0;
        for (int j = length - 1; j >= i; j--) {
            tail = tail << 8 | data[j] & 0xff;
        }
        if (i < length) {
            h = (h ^ tail) * M;
        }
        h ^= h >>> 13;
        h *= M;
        return h ^ h >>> 15;
    }
}
