package dev.driftline.serving.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.LongSupplier;

/** A body with a clock: whoever reads it hears when it has taken too long, however little each reading brings. Its end is its owner's. */
final class Timed extends FilterInputStream {
    private final LongSupplier nanos;
    private final long begun;

    /** @param nanos a clock that never goes back */
    Timed(InputStream body, LongSupplier nanos) {
        super(body);
        this.nanos = nanos;
        begun = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        look();
        return one;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        look();
        return count;
    }

    private void look() throws IOException {
        if (nanos.getAsLong() - begun > Bodies.MAX_TIME.toNanos()) {
            throw new InterruptedIOException("it took longer than " + Bodies.MAX_TIME.toSeconds() + " s to arrive");
        }
    }

    @Override
    public void close() {}
}
