package dev.driftline.trainer.window;

import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.window.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a window together with the next, which BiDoRA's upper level looks at before any step has learned from it. A pure function, as
 * {@link Cut} is.
 *
 * <p>The next window is taken when it is full by its count, and by nothing else: so with age off the log alone decides, and where age
 * is on only whether the wait for it ended first is a matter of time, which the manifest tells.
 */
final class Ahead {
    private Ahead() {}

    /**
     * The window that the state names is cut just so, whatever the policy says of it: the version before was validated on it.
     *
     * @param named begins at the domain's position
     */
    static Cut named(List<Waiting> waiting, Interval named) {
        if (waiting.isEmpty() || waiting.getLast().offset() < named.to() - 1) {
            return new Cut.Wait(
                    Long.MAX_VALUE, "reading window " + named + ", which the newest version was validated on");
        }
        int inside = 0;
        while (inside < waiting.size() && waiting.get(inside).offset() < named.to()) {
            inside++;
        }
        if (inside == 0) {
            return new Cut.Wait(
                    Long.MAX_VALUE,
                    "window " + named + ", which the newest version was validated on, is gone from the log;"
                            + " continue the domain (domain continue), which lets it go on without");
        }
        boolean learnable = Cut.firstTraining(waiting) < inside;
        return learnable ? new Cut.Due(inside) : new Cut.GiveUp(inside);
    }

    /**
     * Lets a window that is due wait for the next to be full, at most for one window age from where it was complete itself.
     *
     * @param due cut by its count, or named by the state
     */
    static Cut await(Cut.Due due, List<Waiting> waiting, Policy policy, long nowNanos, boolean caughtUp) {
        int size = due.examples();
        int count = policy.windowCount();
        List<Waiting> rest = waiting.subList(size, waiting.size());
        int next = Cut.full(rest, count);
        if (next > 0) {
            return new Cut.Due(size, next);
        }
        String missing = "a window is complete and waits for " + Cut.examples(count - rest.size() % count)
                + " to be validated on";
        Duration age = policy.windowAge();
        if (age == null || !caughtUp) {
            return new Cut.Wait(Long.MAX_VALUE, missing);
        }
        long until = waiting.get(size - 1).readNanos() + age.toNanos();
        return nowNanos - until >= 0
                ? new Cut.Due(size)
                : new Cut.Wait(until, String.format(Locale.ROOT, "%s, or %.1f s", missing, (until - nowNanos) / 1e9));
    }
}
