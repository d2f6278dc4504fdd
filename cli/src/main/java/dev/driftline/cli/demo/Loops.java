package dev.driftline.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work that is repeated beside the plot until closed; the first failure ends all of it and is thrown to the plot. */
final class Loops implements AutoCloseable {
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** Begins {@code work} every {@code period}; a round that takes longer delays the next and is not made up for. */
    void every(Duration period, String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> repeat(period, work)));
    }

    /** Throws what a loop failed with, if one did. */
    void check() {
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(END_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void repeat(Duration period, Runnable work) {
        try {
            while (!closed && failure.get() == null) {
                long next = System.nanoTime() + period.toNanos();
                work.run();
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed) {
                failure.compareAndSet(null, e);
            }
        }
    }
}
