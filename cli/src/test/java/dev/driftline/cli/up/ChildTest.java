package dev.driftline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChildTest {
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void stop() {
        later.shutdownNow();
    }

    @Test
    @Timeout(30)
    void aStartThatThrowsCountsAsATryAndIsTriedAgain() throws InterruptedException {
        Child child = new Child("serving", this::secondOneThrows, later, told::add, () -> {});
        child.start(Map.of());
        child.markProven();
        while (begun.get() < 3 || !child.isAlive()) {
            Thread.sleep(20);
        }
        assertThat(child.restarts()).isEqualTo(1);
        child.kill();
        assertThat(told)
                .hasSize(2)
                .last()
                .asString()
                .contains("serving cannot be started", "no memory", "starting it again in 2 s (2 of 5)");
    }

    private Process secondOneThrows(Map<String, String> extra) {
        int number = begun.incrementAndGet();
        try {
            if (number == 2) {
                throw new IOException("no memory");
            }
            return new ProcessBuilder("sleep", number == 1 ? "0.3" : "30").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
