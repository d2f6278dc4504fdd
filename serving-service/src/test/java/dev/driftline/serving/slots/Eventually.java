package dev.driftline.serving.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
public final class Eventually {
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(1);

    private Eventually() {}

    public static void eventually(BooleanSupplier holds) {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within ten seconds").isLessThan(deadline);
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
