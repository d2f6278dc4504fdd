package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.Digest;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** EDoRA's factors in memory, shared by all domains of a rank; the longest unused go when the bytes pass the bound. */
final class FactorShelf {
    private final LinkedHashMap<Digest, byte[]> byDigest = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes;
    private long bytes;

    FactorShelf(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized byte @Nullable [] get(Digest digest) {
        return byDigest.get(digest);
    }

    /** Keeps the newest whatever its size, so that whoever fetched it finds it. */
    synchronized void put(Digest digest, byte[] factors) {
        byte[] before = byDigest.put(digest, factors);
        bytes += factors.length - (before == null ? 0 : before.length);
        while (bytes > mostBytes && byDigest.size() > 1) {
            bytes -= byDigest.pollFirstEntry().getValue().length;
        }
    }
}
