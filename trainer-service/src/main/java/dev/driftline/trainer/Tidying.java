package dev.driftline.trainer;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives memory back between tasks: a window leaves hundreds of megabytes behind, of tensors and of heap, that are free and would stay the
 * process' own.
 */
final class Tidying {
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final Runnable giveBack;
    private final LongSupplier nanos;
    private long last;
    private boolean owed = true;

    /** @param nanos a clock that never goes back */
    Tidying(Runnable giveBack, LongSupplier nanos) {
        this.giveBack = giveBack;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** A task was done; another may be waiting already. */
    void worked() {
        owed = true;
        if (nanos.getAsLong() - last >= PAUSE.toNanos()) {
            tidy();
        }
    }

    /** Nothing waits. */
    void rested() {
        if (owed) {
            tidy();
        }
    }

    private void tidy() {
        giveBack.run();
        owed = false;
        last = nanos.getAsLong();
    }
}
