package dev.driftline.ingest.desk;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The bytes that may be between a client and the broker's acknowledgement, all requests together. Fair. */
public final class Room {
    private static final int BYTES_A_PERMIT = 256;

    private final int permits;
    private final Semaphore free;

    public Room(long bytes) {
        permits = Math.toIntExact(bytes / BYTES_A_PERMIT);
        free = new Semaphore(permits, true);
    }

    /** Waits for room, or throws {@link Crowded}; what was taken is given back by {@link #leave}. */
    public void take(int bytes, Duration patience) {
        try {
            if (!free.tryAcquire(permits(bytes), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Crowded("as many records are on their way as there is room for: come again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Crowded("interrupted while waiting for room");
        }
    }

    public void leave(int bytes) {
        free.release(permits(bytes));
    }

    /** Takes the same amount again and again, as it is needed. Used by one thread. */
    public Claim claim(int bytesEach, Duration patience) {
        return new Claim(bytesEach, patience);
    }

    /** What one request has taken so far; closing gives all of it back. */
    public final class Claim implements AutoCloseable {
        private final int bytesEach;
        private final Duration patience;
        private int times;

        private Claim(int bytesEach, Duration patience) {
            this.bytesEach = bytesEach;
            this.patience = patience;
        }

        public void more() {
            take(bytesEach, patience);
            times++;
        }

        @Override
        public void close() {
            for (; times > 0; times--) {
                leave(bytesEach);
            }
        }
    }

    private int permits(int bytes) {
        return Math.min(permits, bytes / BYTES_A_PERMIT + 1);
    }
}
