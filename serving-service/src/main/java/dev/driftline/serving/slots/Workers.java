package dev.driftline.serving.slots;

import java.time.Duration;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A few threads and the work that waits for them, by when it is due; of what is due at once the first come first. */
final class Workers implements AutoCloseable {
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private final ThreadPoolExecutor threads;
    private final AtomicLong order = new AtomicLong();

    private record Job(Runnable work, long due, long place) implements Runnable, Comparable<Job> {
        @Override
        public int compareTo(Job other) {
            int byDue = Long.signum(due - other.due);
            return byDue != 0 ? byDue : Long.compare(place, other.place);
        }

        @Override
        public void run() {
            work.run();
        }
    }

    Workers(String name, int width) {
        threads = new ThreadPoolExecutor(
                width,
                width,
                0,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(),
                Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    }

    /** Throws {@link java.util.concurrent.RejectedExecutionException} once it is closed. */
    void submit(long dueNanos, Runnable work) {
        threads.execute(new Job(work, dueNanos, order.getAndIncrement()));
    }

    /** What runs ends, what waits is forgotten. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
