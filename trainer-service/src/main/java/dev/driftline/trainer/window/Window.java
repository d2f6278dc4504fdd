package dev.driftline.trainer.window;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.window.Interval;
import java.util.List;

/**
 * What one update learns from: a stretch of the partition and the domain's accepted examples in it.
 *
 * @param state of the domain when the window was cut; the interval begins at its position
 * @param examples accepted and not duplicate, in order, exam included
 * @param learnable false when none of so many is for training: the stretch is withheld, so that it cannot grow for ever
 */
public record Window(DomainState state, Interval interval, List<Waiting> examples, boolean learnable) {
    public Window {
        examples = List.copyOf(examples);
    }

    static Window of(DomainState state, List<Waiting> examples, boolean learnable) {
        long to = examples.getLast().offset() + 1;
        Interval interval = new Interval(state.place().topicId(), state.place().partition(), state.position(), to);
        return new Window(state, interval, examples, learnable);
    }

    public List<Waiting> training() {
        return examples.stream().filter(one -> !one.exam()).toList();
    }

    public List<Waiting> exam() {
        return examples.stream().filter(Waiting::exam).toList();
    }

    public int duplicates() {
        return examples.stream().mapToInt(Waiting::duplicatesBefore).sum();
    }
}
