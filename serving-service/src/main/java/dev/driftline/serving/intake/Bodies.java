package dev.driftline.serving.intake;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** Reads request bodies, each bounded, and bounded all together, through whatever doors they come. */
public final class Bodies {
    /** 256 texts of 32 KiB, and a ninth more for JSON's own characters. */
    public static final int MAX_BYTES = 9 * 1024 * 1024;

    /** All bodies held at once; reading JSON takes several times as much of the heap for a moment. */
    public static final int MAX_BYTES_IN_FLIGHT = 32 * 1024 * 1024;

    /** Shorter than quarkus.http.read-timeout, at which the framework closes the connection without a word. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);
    private static final Duration MOST_TIME = Duration.ofMinutes(10);
    private static final int CHUNK = 16 * 1024;
    private final Semaphore chunks;
    private final Duration time;
    private final LongSupplier nanos;
    private final Set<Timed> arriving = ConcurrentHashMap.newKeySet();

    public Bodies(int maxBytesInFlight) {
        this(maxBytesInFlight, DEFAULT_TIME, System::nanoTime);
    }

    /**
     * @param time that one may take to arrive: one that trickles must not hold its room for longer
     * @param nanos a clock that never goes back
     */
    Bodies(int maxBytesInFlight, Duration time, LongSupplier nanos) {
        unless(
                time.isPositive() && time.compareTo(MOST_TIME) <= 0,
                "driftline.serving.body.time",
                "must be more than 0 and at most " + MOST_TIME);
        chunks = new Semaphore(maxBytesInFlight / CHUNK);
        this.time = time;
        this.nanos = nanos;
    }

    /** What came of reading a body. */
    public sealed interface Read {
        /** The whole; closing it makes room for others. */
        final class Whole implements Read, AutoCloseable {
            private final byte[] bytes;
            private final Runnable release;

            private Whole(byte[] bytes, Runnable release) {
                this.bytes = bytes;
                this.release = release;
            }

            public byte[] bytes() {
                return bytes;
            }

            @Override
            public void close() {
                release.run();
            }
        }

        /** Longer than may be read. */
        record TooLarge() implements Read {}

        /** Others hold all the room there is. */
        record NoRoom() implements Read {}
    }

    /** Makes of a body as it was sent what it holds. */
    public interface Unpacking {
        InputStream of(InputStream raw) throws IOException;
    }

    /** Reads to the end, or to the bound; throws {@link TooSlow} when that does not come in time. */
    public Read read(InputStream body) throws IOException {
        return read(body, MAX_BYTES);
    }

    /** @param most bytes, at most {@link #MAX_BYTES} */
    public Read read(InputStream body, int most) throws IOException {
        return read(body, raw -> raw, most);
    }

    /** Reads what {@code body} unpacks to, which is bounded alike; the time is that of the packed bytes, of which many may unpack to none. */
    public Read read(InputStream body, Unpacking unpacking) throws IOException {
        return read(body, unpacking, MAX_BYTES);
    }

    /** Wakes whoever reads a body that has stopped, or trickles; to be called again and again. */
    void look() {
        arriving.forEach(Timed::look);
    }

    private Read read(InputStream body, Unpacking unpacking, int most) throws IOException {
        Timed timed = new Timed(body, time, nanos);
        arriving.add(timed);
        try (InputStream unpacked = unpacking.of(timed)) {
            return whole(unpacked, most);
        } finally {
            arriving.remove(timed);
        }
    }

    private Read whole(InputStream body, int most) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int held = 0;
        boolean keep = false;
        try {
            while (whole.size() <= most) {
                if (!chunks.tryAcquire()) {
                    return new Read.NoRoom();
                }
                held++;
                int length = readChunk(body, whole);
                if (length < CHUNK && whole.size() <= most) {
                    keep = true;
                    int owed = held;
                    return new Read.Whole(whole.toByteArray(), () -> chunks.release(owed));
                }
            }
            return new Read.TooLarge();
        } finally {
            if (!keep) {
                chunks.release(held);
            }
        }
    }

    /** How many bytes were read, fewer than a chunk only at the end. */
    private static int readChunk(InputStream body, ByteArrayOutputStream whole) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int length = 0;
        for (int read = 0; length < CHUNK && read >= 0; read = body.read(chunk, length, CHUNK - length)) {
            length += read;
        }
        whole.write(chunk, 0, length);
        return length;
    }

    /** Counts a body that a framework reads by itself. */
    public Tab open() {
        return new Tab();
    }

    /** What one such body holds of the room that there is for all. Many threads. */
    public final class Tab implements AutoCloseable {
        private long bytes;
        private int held;
        private boolean ended;

        private Tab() {}

        /** Whether there is room for so many bytes more. */
        public synchronized boolean grow(long more) {
            if (ended) {
                return true;
            }
            bytes += more;
            int needed = (int) (bytes / CHUNK + 1);
            if (needed > held && !chunks.tryAcquire(needed - held)) {
                return false;
            }
            held = Math.max(held, needed);
            return true;
        }

        /** Makes room for others; it may grow again from nothing. */
        @Override
        public synchronized void close() {
            chunks.release(held);
            held = 0;
            bytes = 0;
        }

        /** The same for good: what comes after it is of nobody, and takes no room. */
        public synchronized void end() {
            close();
            ended = true;
        }
    }
}
