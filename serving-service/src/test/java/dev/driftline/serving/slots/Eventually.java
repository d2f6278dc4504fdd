package dev.driftline.serving.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

    /** Waits until the test lets go; null: it does not hold. */
    public static void released(@Nullable CountDownLatch hold) {
        if (hold != null) {
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
