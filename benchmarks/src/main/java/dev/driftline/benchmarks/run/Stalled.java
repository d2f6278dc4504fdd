package dev.driftline.benchmarks.run;

/** Other processes were waited for, and nothing came. */
public final class Stalled extends RuntimeException {
    Stalled(String message) {
        super(message);
    }
}
