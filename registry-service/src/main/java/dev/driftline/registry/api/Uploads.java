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

/** Blobs on their way through memory: only so many bytes at once; who finds no room waits a little, then comes again. */
public final class Uploads {
    private static final int ROOM_BYTES = ObjectStore.MAX_BYTES;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Blobs blobs;
    private final Semaphore room = new Semaphore(ROOM_BYTES, true);

    public Uploads(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * Keeps a blob; true when it is new.
     *
     * @param announced how many bytes the client said it sends; negative when it did not say
     */
    boolean put(Digest digest, InputStream body, long announced) {
        long bytes = announced < 0 ? ROOM_BYTES : announced;
        return within(bytes, () -> blobs.put(digest, Body.bytes(body, ObjectStore.MAX_BYTES)));
    }

    byte[] get(Digest digest) {
        return Answers.found(within(size(digest), () -> blobs.get(digest)), () -> missing(digest));
    }

    /** Bytes of a blob that is there. */
    long size(Digest digest) {
        Optional<Long> size = blobs.size(digest).stream().boxed().findFirst();
        return Answers.found(size, () -> missing(digest));
    }

    private static String missing(Digest digest) {
        return "there is no blob " + digest;
    }

    private <T> T within(long bytes, Supplier<T> work) {
        int claim = (int) Math.min(bytes, ROOM_BYTES);
        try {
            if (!room.tryAcquire(claim, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("other blobs of " + ROOM_BYTES + " bytes in all are on their way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("the registry is stopping");
        }
        try {
            return work.get();
        } finally {
            room.release(claim);
        }
    }
}
