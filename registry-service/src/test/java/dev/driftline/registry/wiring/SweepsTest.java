package dev.driftline.registry.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SweepsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CountDownLatch swept = new CountDownLatch(2);

    @Test
    void aSweepThatEndsInAnErrorIsFollowedByTheNext() throws InterruptedException {
        try (Sweeps sweeps = new Sweeps(this::fail, AT_ONCE)) {
            sweeps.startAfter(AT_ONCE);
            assertThat(swept.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void fail() {
        swept.countDown();
        throw new OutOfMemoryError("a test says so");
    }
}
