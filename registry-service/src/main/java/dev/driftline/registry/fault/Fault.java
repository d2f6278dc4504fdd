package dev.driftline.registry.fault;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** A switch for tests: at the named point the process says so and does nothing more, until it is killed. */
public final class Fault {
    /** A ledger entry is written, nobody has been told. */
    public static final String AFTER_ENTRY = "after-entry";
    /** All topics have been told of an entry. */
    public static final String AFTER_TOLD = "after-told";

    private static final Logger LOG = Logger.getLogger(Fault.class);
    private static final Set<String> POINTS = Set.of(AFTER_ENTRY, AFTER_TOLD);

    private final String point;
    private final AtomicInteger left;
    private final CountDownLatch forever = new CountDownLatch(1);
    private volatile boolean reached;

    /** @param setting empty for none; a point, or {@code point:n} for the n-th time */
    public Fault(String setting) {
        String[] parts = setting.split(":", 2);
        point = parts[0];
        unless(point.isEmpty() || POINTS.contains(point), "driftline.fault", "must be one of " + POINTS);
        left = new AtomicInteger(parts.length == 2 ? Integer.parseInt(parts[1]) : 1);
    }

    /** Parks this thread for ever when {@code here} is the point and its turn has come. */
    public void at(String here) {
        if (here.equals(point) && left.decrementAndGet() == 0) {
            reached = true;
            LOG.warnf("fault.reached point=%s", here);
        }
        parkIfReached();
    }

    /** Parks this thread for ever once any thread has reached the point: a stopped process does nothing more. */
    public void parkIfReached() {
        if (!reached) {
            return;
        }
        try {
            forever.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped at fault point " + point, e);
        }
    }
}
