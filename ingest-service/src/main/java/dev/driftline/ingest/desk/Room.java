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

    /**
     * Takes {@code first}, and {@code rest} in one when more is asked for: of many that grow side by side none would ever be whole.
     * Used by one thread.
     */
    public Claim claim(int first, int rest, Duration patience) {
        return new Claim(first, rest, patience);
    }

    /** What one request has taken so far; closing gives all of it back. */
    public final class Claim implements AutoCloseable {
        private final int first;
        private final int rest;
        private final Duration patience;
        private int times;

        private Claim(int first, int rest, Duration patience) {
            this.first = first;
            this.rest = rest;
            this.patience = patience;
        }

        /** Takes the next part; after the second there is none. */
        public void more() {
            if (times < 2) {
                take(times == 0 ? first : rest, patience);
                times++;
            }
        }

        @Override
        public void close() {
            for (; times > 0; times--) {
                leave(times == 1 ? first : rest);
            }
        }
    }

    private int permits(int bytes) {
        return Math.min(permits, bytes / BYTES_A_PERMIT + 1);
    }
}
