package dev.driftline.trainer.window;

import static java.util.Comparator.naturalOrder;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Interval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one update learns from: a stretch of the partition and the domain's accepted examples in it.
 *
 * @param state of the domain when the window was cut; the interval begins at its position
 * @param examples accepted and not duplicate, in order, exam included
 * @param next examples of the window behind it, which BiDoRA's upper level looks at; empty: at a part of this one
 * @param learnable false when none of so many is for training: the stretch is withheld, so that it cannot grow for ever
 */
public record Window(
        DomainState state, Interval interval, List<Waiting> examples, List<Waiting> next, boolean learnable) {
    public Window {
        examples = List.copyOf(examples);
        next = List.copyOf(next);
    }

    static Window due(DomainState state, List<Waiting> waiting, Cut.Due due) {
        List<Waiting> examples = waiting.subList(0, due.examples());
        List<Waiting> next = waiting.subList(due.examples(), due.examples() + due.next());
        return new Window(state, interval(state, state.position(), examples), examples, next, true);
    }

    static Window givenUp(DomainState state, List<Waiting> waiting, Cut.GiveUp up) {
        List<Waiting> examples = waiting.subList(0, up.examples());
        return new Window(state, interval(state, state.position(), examples), examples, List.of(), false);
    }

    private static Interval interval(DomainState state, long from, List<Waiting> examples) {
        return new Interval(
                state.place().topicId(),
                state.place().partition(),
                from,
                examples.getLast().offset() + 1);
    }

    /** Of the next window; null without one. */
    public @Nullable Interval nextInterval() {
        return next.isEmpty() ? null : interval(state, interval.to(), next);
    }

    public List<Waiting> training() {
        return examples.stream().filter(one -> !one.exam()).toList();
    }

    /** What the upper level may look at: the exam's part of the next window is nobody's but the exam's. */
    public List<Waiting> nextTraining() {
        return next.stream().filter(one -> !one.exam()).toList();
    }

    public List<Waiting> exam() {
        return examples.stream().filter(Waiting::exam).toList();
    }

    /**
     * Event time of the newest example that the trunk has learned once it has learned this window, which is learnable. What comes late
     * makes it no older.
     */
    public Instant newestAt() {
        Instant newest =
                training().stream().map(Waiting::happenedAt).max(naturalOrder()).orElseThrow();
        VersionRef before = state.newest();
        Instant learned = before == null ? null : before.newestAt();
        return learned == null || newest.isAfter(learned) ? newest : learned;
    }

    public int duplicates() {
        return examples.stream().mapToInt(Waiting::duplicatesBefore).sum();
    }
}
