package dev.driftline.registry.telling;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** When a domain's telling runs: at most one run at a time, once more after every nudge, later after a failure. */
final class TellingLoop {
    private static final Logger LOG = Logger.getLogger(TellingLoop.class);

    private final DomainTelling telling;
    private final Pause pause;
    private final Executor threads;
    private final Semaphore atOnce;
    private final AtomicInteger nudges = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private int failures; // of the one run at a time

    TellingLoop(DomainTelling telling, Pause pause, Executor threads, Semaphore atOnce) {
        this.telling = telling;
        this.pause = pause;
        this.threads = threads;
        this.atOnce = atOnce;
    }

    void mayKnow(long number) {
        telling.mayKnow(number);
    }

    long lag() {
        return telling.lag();
    }

    void compare(Heard heard, long hearing) {
        telling.compare(heard, hearing);
    }

    void nudge() {
        if (nudges.getAndIncrement() == 0) {
            begin();
        }
    }

    boolean awaitDone(long number, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (telling.done() < number && left > 0) {
                left = progress.awaitNanos(left);
            }
            return telling.done() >= number;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("telling.ended");
        }
    }

    private void run() {
        int seen;
        do {
            seen = nudges.get();
            try {
                atOnce.acquire();
                try {
                    telling.catchUp();
                } finally {
                    atOnce.release();
                }
                failures = 0;
                signal();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) { // an Error too: a run that ended with nudges left would be the domain's last
                later(e);
                return;
            }
        } while (!nudges.compareAndSet(seen, 0));
    }

    /** Sees to the next run before it says so: saying so may fail too. */
    private void later(Throwable e) {
        failures++;
        int inARow = failures;
        Duration wait = pause.after(inARow);
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, threads)
                .execute(this::run);
        LOG.logf(
                level(e, inARow),
                e instanceof Error ? e : null,
                "telling.again failures=%d in=%dms error=\"%s\"",
                inARow,
                wait.toMillis(),
                e.getMessage());
    }

    private static Logger.Level level(Throwable e, int failures) {
        if (e instanceof Error) {
            return Logger.Level.ERROR;
        }
        return failures == 1 ? Logger.Level.WARN : Logger.Level.DEBUG;
    }

    private void signal() {
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
