package dev.driftline.trainer.exchange;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** An answer that a client must have taken by a time, since it holds others up until then. */
final class TimedOutput extends FilterOutputStream {
    private final Duration within;
    private final LongSupplier nanos;
    private final long began;

    /** The time begins now. */
    TimedOutput(OutputStream client, Duration within, LongSupplier nanos) {
        super(client);
        this.within = within;
        this.nanos = nanos;
        began = nanos.getAsLong();
    }

    @Override
    public void write(int one) throws IOException {
        requireTime();
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        requireTime();
        out.write(bytes, from, count);
    }

    private void requireTime() throws IOException {
        if (nanos.getAsLong() - began > within.toNanos()) {
            throw new IOException("the client took longer than " + within.toSeconds() + " seconds over an export");
        }
    }
}
