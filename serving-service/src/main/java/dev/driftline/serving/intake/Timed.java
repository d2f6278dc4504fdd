package dev.driftline.serving.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body with a clock: its reader hears by {@link TooSlow} that it has stopped or takes too long, however little each reading brings. The
 * thread that made it reads, any may look. Its end is its owner's.
 */
final class Timed extends FilterInputStream {
    private final Thread reader = Thread.currentThread();
    private final Duration most;
    private final LongSupplier nanos;
    private final long begun;
    private long waitsSince;
    private boolean waits;
    private @Nullable String woken;

    /**
     * @param most from now to its end
     * @param nanos a clock that never goes back
     */
    Timed(InputStream body, Duration most, LongSupplier nanos) {
        super(body);
        this.most = most;
        this.nanos = nanos;
        begun = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        begin();
        try {
            return super.read(into, from, length);
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        waits = true;
        waitsSince = nanos.getAsLong();
    }

    private synchronized void end() {
        waits = false;
        String late = woken;
        if (late != null) {
            Thread.interrupted(); // was for this reading alone, which may have ended by itself meanwhile
            throw new TooSlow(late);
        }
        if (isTooLong()) {
            throw new TooSlow(tooLong());
        }
    }

    /** Wakes the reader where it waits in vain. */
    synchronized void look() {
        if (!waits || woken != null) {
            return;
        }
        if (isTooLong()) {
            woken = tooLong();
        } else if (nanos.getAsLong() - waitsSince > Bodies.MAX_PAUSE.toNanos()) {
            woken = "nothing came for " + Bodies.MAX_PAUSE.toSeconds() + " s";
        }
        if (woken != null) {
            reader.interrupt();
        }
    }

    private boolean isTooLong() {
        return nanos.getAsLong() - begun > most.toNanos();
    }

    private String tooLong() {
        return "it took longer than " + most.toSeconds() + " s to arrive";
    }

    @Override
    public void close() {}
}
