package dev.driftline.registry.telling;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Duration;

/** Pauses after failures: each twice the one before, within bounds. */
record Pause(Duration from, Duration to) {
    private static final int MAX_DOUBLINGS = 20;

    Pause {
        unless(from.isPositive(), "driftline.telling.pause-from", "must be positive");
        unless(to.compareTo(from) >= 0, "driftline.telling.pause-to", "must not be less than pause-from");
    }

    /** The pause after {@code failures} in a row, from 1. */
    Duration after(int failures) {
        Duration doubled = from.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return doubled.compareTo(to) < 0 ? doubled : to;
    }
}
