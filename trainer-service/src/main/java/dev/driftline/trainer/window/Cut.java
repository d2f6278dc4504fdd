package dev.driftline.trainer.window;

import dev.driftline.contracts.domain.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Where a window ends. A pure function of what waits, the policy and the time; with age off it depends on the log
 * alone, so a restarted trainer cuts the same windows.
 */
public sealed interface Cut {
    /** So many without one for training are given up, so that a window cannot stay open for ever. */
    int MOST_OPEN = 65_536;

    /**
     * The first {@code examples} make a window.
     *
     * @param next so many behind them make the next, which BiDoRA's upper level looks at; 0: it looks at a part of the window
     */
    record Due(int examples, int next) implements Cut {
        Due(int examples) {
            this(examples, 0);
        }
    }

    /** The first {@code examples} hold nothing to train on and are too many to wait longer. */
    record GiveUp(int examples) implements Cut {}

    /**
     * Nothing is due.
     *
     * @param untilNanos when to look again unless something is read before; Long.MAX_VALUE: then only
     * @param why in words
     */
    record Wait(long untilNanos, String why) implements Cut {}

    /**
     * Decides. A window is due at a multiple of the count, or when its first example is as old as the policy says; one
     * without a training example stays open and joins the next.
     *
     * @param caughtUp whether the reader has reached the end that it found when it began: before that, age says nothing
     */
    static Cut decide(List<Waiting> waiting, Policy policy, long nowNanos, boolean caughtUp) {
        int count = policy.windowCount();
        int firstTraining = firstTraining(waiting);
        int byCount = full(waiting, count);
        if (byCount > 0) {
            return new Due(byCount);
        }
        if (firstTraining == waiting.size() && waiting.size() >= MOST_OPEN) {
            return new GiveUp(waiting.size());
        }
        int missing = count - waiting.size() % count;
        Duration age = policy.windowAge();
        if (age == null || waiting.isEmpty()) {
            return new Wait(Long.MAX_VALUE, "waiting for " + examples(missing));
        }
        if (!caughtUp) {
            return new Wait(Long.MAX_VALUE, "reading what waited; " + examples(missing) + " to the next window");
        }
        return byAge(waiting, firstTraining, age.toNanos(), nowNanos, missing);
    }

    /** How many examples the first window has by its count; 0 before it is full. */
    static int full(List<Waiting> waiting, int count) {
        int firstTraining = firstTraining(waiting);
        int byCount = (firstTraining / count + 1) * count;
        return firstTraining < waiting.size() && byCount <= waiting.size() ? byCount : 0;
    }

    private static Cut byAge(List<Waiting> waiting, int firstTraining, long ageNanos, long nowNanos, int missing) {
        int first = 0;
        while (first < waiting.size()) {
            long due = waiting.get(first).readNanos() + ageNanos;
            int next = first;
            while (next < waiting.size() && waiting.get(next).readNanos() - due <= 0) {
                next++;
            }
            if (firstTraining < next) {
                return nowNanos - due >= 0
                        ? new Due(waiting.size())
                        : new Wait(
                                due,
                                String.format(
                                        Locale.ROOT,
                                        "waiting for %s or %.1f s",
                                        examples(missing),
                                        (due - nowNanos) / 1e9));
            }
            first = next;
        }
        return new Wait(
                Long.MAX_VALUE, "waiting for an example to train on: the " + waiting.size() + " read are for the exam");
    }

    static int firstTraining(List<Waiting> waiting) {
        for (int i = 0; i < waiting.size(); i++) {
            if (!waiting.get(i).exam()) {
                return i;
            }
        }
        return waiting.size();
    }

    static String examples(int count) {
        return count == 1 ? "1 more example" : count + " more examples";
    }
}
