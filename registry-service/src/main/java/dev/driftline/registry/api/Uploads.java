package dev.driftline.registry.api;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Blobs on their way through memory: only so many bytes at once; who finds no room waits a little, then comes again. */
public final class Uploads {
    private final Blobs blobs;
    private final int roomBytes;
    private final Duration patience;
    private final Semaphore room;

    public Uploads(Blobs blobs) {
        this(blobs, ObjectStore.MAX_BYTES, Duration.ofSeconds(10));
    }

    Uploads(Blobs blobs, int roomBytes, Duration patience) {
        this.blobs = blobs;
        this.roomBytes = roomBytes;
        this.patience = patience;
        room = new Semaphore(roomBytes, true);
    }

    /**
     * Keeps a blob; true when it is new.
     *
     * @param announced how many bytes the client said it sends; negative when it did not say
     */
    boolean put(Digest digest, InputStream body, long announced) {
        long bytes = announced < 0 ? roomBytes : announced;
        return within(bytes, () -> blobs.put(digest, Body.bytes(body, ObjectStore.MAX_BYTES)));
    }

    /** Hands a blob of so many bytes over; they take room until a slow client has taken the last of them. */
    void get(Digest digest, long bytes, OutputStream client) throws IOException {
        holding(bytes, () -> client.write(Answers.found(blobs.get(digest), () -> missing(digest))));
    }

    /** Something that a client takes as slowly as it likes. */
    interface Writing {
        void write() throws IOException;
    }

    /** Hands over what takes so many bytes of memory until the last of it was taken. */
    void holding(long bytes, Writing writing) throws IOException {
        int claim = claim(bytes);
        try {
            writing.write();
        } finally {
            room.release(claim);
        }
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
        int claim = claim(bytes);
        try {
            return work.get();
        } finally {
            room.release(claim);
        }
    }

    private int claim(long bytes) {
        int claim = (int) Math.min(bytes, roomBytes);
        try {
            if (!room.tryAcquire(claim, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("other blobs of " + roomBytes + " bytes in all are on their way");
            }
            return claim;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("the registry is stopping");
        }
    }
}
