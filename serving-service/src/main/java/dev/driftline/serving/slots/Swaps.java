package dev.driftline.serving.slots;

import dev.driftline.contracts.domain.DomainName;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Tells those who sleep until a domain's swap; also when a version was told that stays cold until somebody asks. Domains share a few bells,
 * so a sleeper may be woken for another's.
 */
public final class Swaps {
    private static final int BELLS = 64;
    private final Bell[] bells =
            IntStream.range(0, BELLS).mapToObj(_ -> new Bell()).toArray(Bell[]::new);

    private static final class Bell {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private long count;
    }

    /** To be read before the look that may lead to {@link #awaitPast}: no swap is missed between the two. */
    public long count(DomainName domain) {
        Bell bell = bell(domain);
        bell.lock.lock();
        try {
            return bell.count;
        } finally {
            bell.lock.unlock();
        }
    }

    /** Sleeps until there has been a swap since {@code seen} was read; false: not within {@code most}. */
    public boolean awaitPast(DomainName domain, long seen, Duration most) {
        Bell bell = bell(domain);
        long left = most.toNanos();
        bell.lock.lock();
        try {
            while (bell.count == seen && left > 0) {
                left = bell.rung.awaitNanos(left);
            }
            return bell.count != seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            bell.lock.unlock();
        }
    }

    void swapped(DomainName domain) {
        Bell bell = bell(domain);
        bell.lock.lock();
        try {
            bell.count++;
            bell.rung.signalAll();
        } finally {
            bell.lock.unlock();
        }
    }

    private Bell bell(DomainName domain) {
        return bells[Math.floorMod(domain.hashCode(), BELLS)];
    }
}
