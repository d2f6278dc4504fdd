package dev.driftline.serving.claim;

import java.time.Duration;
import java.util.function.LongSupplier;

/** For a while nobody asks who has not answered in time: of many who want something each would wait as long. Many threads. */
final class LeftAlone {
    static final Duration FOR = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private volatile long until;

    /** @param nanos a clock that never goes back */
    LeftAlone(LongSupplier nanos) {
        this.nanos = nanos;
        until = nanos.getAsLong();
    }

    void begin() {
        until = nanos.getAsLong() + FOR.toNanos();
    }

    boolean lasts() {
        return nanos.getAsLong() - until < 0;
    }
}
