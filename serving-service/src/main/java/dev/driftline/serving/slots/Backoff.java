package dev.driftline.serving.slots;

import java.time.Duration;

/** How long to wait before asking again: doubling from the first, never above the most. */
record Backoff(Duration first, Duration most) {
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final int MAX_DOUBLINGS = 20;

    Backoff {
        if (!first.isPositive() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff grows from a positive wait");
        }
    }

    /** The wait after so many failures, from 1. */
    Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
