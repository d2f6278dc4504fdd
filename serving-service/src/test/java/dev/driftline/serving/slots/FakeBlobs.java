package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.claim.Coordinate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry in memory, which can be away. */
public final class FakeBlobs implements Blobs {
    public final Map<Digest, byte[]> held = new ConcurrentHashMap<>();
    public final AtomicInteger asked = new AtomicInteger();
    public final Map<Coordinate, AdapterRecord> topic = new ConcurrentHashMap<>();
    public final AtomicInteger read = new AtomicInteger();
    public volatile boolean away;

    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Readings wait from now on. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    public Digest put(byte[] bytes) {
        held.put(Digest.of(bytes), bytes);
        return Digest.of(bytes);
    }

    @Override
    public Fetched carried(Coordinate where, AdapterRecord.Header header) {
        read.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        AdapterRecord record = topic.get(where);
        return record == null || record.adapter() == null || !record.header().equals(header)
                ? new Fetched.Away("the record is another now")
                : new Fetched.Blob(record.adapter());
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
