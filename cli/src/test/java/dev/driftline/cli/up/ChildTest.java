package dev.driftline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
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
        Child child = new Child("serving", this::secondOneThrows, later, told::add, () -> true, () -> {});
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

    @Test
    @Timeout(30)
    void aLifeHasItsOwnTimeToStart() throws InterruptedException {
        AtomicBoolean ready = new AtomicBoolean();
        AtomicInteger noted = new AtomicInteger();
        Child child = new Child(
                "serving",
                extra -> process(begun.incrementAndGet() == 1 ? "0.3" : "30"),
                later,
                told::add,
                ready::get,
                noted::incrementAndGet);
        child.start(Map.of());
        child.markProven();
        Duration first = child.startTook();
        while (begun.get() < 2 || !child.isAlive()) {
            Thread.sleep(20);
        }
        assertThat(first).isNotNull();
        assertThat(child.startTook()).isNull();
        ready.set(true);
        while (child.startTook() == null) {
            Thread.sleep(20);
        }
        assertThat(child.startTook()).isNotEqualTo(first);
        child.kill();
    }

    private static Process process(String seconds) {
        try {
            return new ProcessBuilder("sleep", seconds).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process secondOneThrows(Map<String, String> extra) {
        int number = begun.incrementAndGet();
        try {
            if (number == 2) {
                throw new IOException("no memory");
            }
            return process(number == 1 ? "0.3" : "30");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
