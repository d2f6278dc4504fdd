package dev.driftline.trainer.stream;

import dev.driftline.trainer.window.Lanes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Commits to the broker how far a partition is done: a lower bound that may lag and never leads. It goes back only when
 * a domain is continued behind it.
 */
public final class Commits {
    private static final Logger LOG = Logger.getLogger("trainer");

    private final Lanes lanes;
    private final Rejects rejects;
    private final Consumer<Map<Integer, Long>> broker;
    private final Executor behind;
    private final Map<Integer, Long> committed = new HashMap<>();

    /**
     * @param broker commits these offsets by partition and returns when the broker has them; throws {@link LogAway} else
     * @param behind runs what nobody waits for
     */
    Commits(Lanes lanes, Rejects rejects, Consumer<Map<Integer, Long>> broker, Executor behind) {
        this.behind = behind;
        this.lanes = lanes;
        this.rejects = rejects;
        this.broker = broker;
    }

    /** A partition is ours, or ours again; nothing is known of what was committed. */
    synchronized void forget(int partition) {
        committed.remove(partition);
    }

    /** Has what has moved committed by and by: the broker takes a commit between two polls, which may take a second. */
    public void commitSoon() {
        behind.execute(() -> {
            try {
                commit();
            } catch (LogAway e) {
                LOG.debugf("trainer.commit later=%s", e.getMessage());
            }
        });
    }

    /** Commits what has moved, and returns when the broker has it. */
    public synchronized void commit() {
        Map<Integer, Long> moved = new HashMap<>();
        for (int partition : lanes.partitions()) {
            OptionalLong bound = bound(partition);
            if (bound.isPresent() && !Long.valueOf(bound.getAsLong()).equals(committed.get(partition))) {
                moved.put(partition, bound.getAsLong());
            }
        }
        if (!moved.isEmpty()) {
            broker.accept(moved);
            committed.putAll(moved);
        }
    }

    /** The lanes are asked first: a reject is unacknowledged before the reader passes it, so it cannot be missed. */
    OptionalLong bound(int partition) {
        OptionalLong done = lanes.doneBelow(partition);
        OptionalLong untold = rejects.firstUnacknowledged(partition);
        return done.isPresent() && untold.isPresent()
                ? OptionalLong.of(Math.min(done.getAsLong(), untold.getAsLong()))
                : done;
    }
}
