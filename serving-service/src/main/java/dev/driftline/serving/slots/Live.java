package dev.driftline.serving.slots;

import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.engine.Engine.Scorer;
import java.util.concurrent.atomic.AtomicInteger;

/** A loaded version and the count of those who hold it: its slot is one, each reader another; the last to leave closes it. */
final class Live {
    private final VersionRef version;
    private final Scorer scorer;
    private final Runnable closed;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** @param closed told when the scorer has been closed */
    Live(VersionRef version, Scorer scorer, Runnable closed) {
        this.version = version;
        this.scorer = scorer;
        this.closed = closed;
    }

    VersionRef version() {
        return version;
    }

    Scorer scorer() {
        return scorer;
    }

    /** Whether it could still be entered; then {@link #leave} is owed. */
    boolean enter() {
        int seen = holders.get();
        while (seen > 0) {
            int witness = holders.compareAndExchange(seen, seen + 1);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    void leave() {
        if (holders.decrementAndGet() == 0) {
            close();
        }
    }

    /** Closes it if the slot alone holds it; false: somebody reads. */
    boolean retire() {
        boolean unread = holders.compareAndSet(1, 0);
        if (unread) {
            close();
        }
        return unread;
    }

    private void close() {
        scorer.close();
        closed.run();
    }
}
