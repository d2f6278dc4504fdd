package dev.driftline.registry.api;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.store.ObjectStore;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Blobs on their way through memory: only so many at once, the others wait a little and then come again. */
public final class Uploads {
    static final int AT_ONCE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Blobs blobs;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public Uploads(Blobs blobs) {
        this.blobs = blobs;
    }

    /** True when the blob is new. */
    boolean put(Digest digest, InputStream body) {
        return within(() -> blobs.put(digest, Body.bytes(body, ObjectStore.MAX_BYTES)));
    }

    byte[] get(Digest digest) {
        return Answers.found(within(() -> blobs.get(digest)), () -> missing(digest));
    }

    /** Bytes of a blob that is there. */
    long size(Digest digest) {
        Optional<Long> size = blobs.size(digest).stream().boxed().findFirst();
        return Answers.found(size, () -> missing(digest));
    }

    private static String missing(Digest digest) {
        return "there is no blob " + digest;
    }

    private <T> T within(Supplier<T> work) {
        try {
            if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy(AT_ONCE + " blobs are on their way already");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("the registry is stopping");
        }
        try {
            return work.get();
        } finally {
            room.release();
        }
    }
}
