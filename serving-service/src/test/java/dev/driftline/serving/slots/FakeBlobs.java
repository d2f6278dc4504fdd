package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.Blobs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry in memory, which can be away. */
public final class FakeBlobs implements Blobs {
    public final Map<Digest, byte[]> held = new ConcurrentHashMap<>();
    public final AtomicInteger asked = new AtomicInteger();
    public volatile boolean away;

    public Digest put(byte[] bytes) {
        held.put(Digest.of(bytes), bytes);
        return Digest.of(bytes);
    }

    @Override
    public void close() {}

    @Override
    public Fetched fetch(Digest digest) {
        asked.incrementAndGet();
        byte[] bytes = held.get(digest);
        if (away || bytes == null) {
            return new Fetched.Away("the registry is away", !away);
        }
        return Digest.of(bytes).equals(digest) ? new Fetched.Blob(bytes) : new Fetched.Corrupt("corrupt in the store");
    }
}
