package dev.driftline.trainer;

import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.trainer.exam.Exam;
import dev.driftline.trainer.exam.Kept;
import dev.driftline.trainer.exam.Paper;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.step.Lesson;
import dev.driftline.trainer.stream.Log;
import dev.driftline.trainer.stream.LogAway;
import dev.driftline.trainer.stream.RawRecord;
import dev.driftline.trainer.stream.Texts;
import dev.driftline.trainer.window.Waiting;
import dev.driftline.trainer.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * All that one update reads: what is trained, what is drawn from memory, and the exam, with their texts.
 *
 * @param before what the trunk carried, without what the log has lost
 * @param lessons the window's training examples, then the drawn ones
 * @param next lessons of the next window for BiDoRA's upper level; empty: it looks at a part of {@code lessons}
 * @param drawn how many of the lessons were drawn
 */
record Material(
        Recollection before,
        List<Kept> training,
        List<Lesson> lessons,
        List<Lesson> next,
        int drawn,
        Paper paper,
        LogMark mark) {
    private static final Logger LOG = Logger.getLogger("trainer");

    /** Reads it; the draws come from the update's seed. */
    static Material read(Window window, Recollection carried, long seed, Log log, Texts texts) {
        DomainState state = window.state();
        Place place = state.place();
        Recollection before = stillThere(
                state, carried, log.bounds(place.topic(), place.partition()).start());
        List<Kept> training = kept(window.training());
        List<Kept> draw = before.memory()
                .draw(toDraw(state.spec(), window.examples().size(), training.size()), Chance.of(seed, "draw"));
        Exam exam = before.exam().with(kept(window.exam()), Chance.of(seed, "reservoir"));

        List<Kept> ahead = kept(known(window, before));

        keep(window.examples(), state, texts);
        keep(window.next(), state, texts);
        TreeSet<Long> offsets = new TreeSet<>();
        List.of(training, draw, ahead, exam.newest(), exam.reservoir())
                .forEach(list -> list.forEach(one -> offsets.add(one.offset())));
        Map<Long, Passage> found = texts.at(place, state.logGeneration(), offsets);

        List<Lesson> lessons = new ArrayList<>(lessons(training, found));
        List<Lesson> next = lessons(ahead, found);
        int gone = training.size() - lessons.size() + ahead.size() - next.size();
        if (gone > 0) {
            throw new LogAway(gone + " examples of window " + window.interval() + " are gone from the log");
        }
        List<Lesson> again = lessons(draw, found);
        lessons.addAll(again);
        Exam readable = exam.without(offset -> !found.containsKey(offset));
        Paper paper =
                new Paper(place.topicId() + "/" + place.partition() + "/" + state.logGeneration(), readable, found);
        return new Material(before, training, lessons, next, again.size(), paper, mark(window, log));
    }

    /** Of the next window, what has a label that the trunk knows or learns now: an unknown one says nothing of the magnitudes. */
    private static List<Waiting> known(Window window, Recollection before) {
        Set<Integer> rows = before.memory().kept().stream().map(Kept::row).collect(Collectors.toSet());
        window.training().forEach(one -> rows.add(one.row()));
        return window.nextTraining().stream()
                .filter(one -> rows.contains(one.row()))
                .toList();
    }

    private static void keep(List<Waiting> examples, DomainState state, Texts texts) {
        examples.forEach(one -> {
            Passage passage = one.passage();
            if (passage != null) {
                texts.keep(state.place(), state.logGeneration(), one.offset(), passage);
            }
        });
    }

    /**
     * A full window draws all that the settings say. One that its age cut short draws half as much for each of its examples,
     * so that short windows, which are there for freshness, also cost less, but enough to fill a batch: a step on one example
     * would be mostly noise.
     *
     * @param examples of the window, exam included
     * @param training of the window
     */
    static int toDraw(DomainSpec spec, int examples, int training) {
        int drawn = spec.settings().drawn();
        int full = spec.policy().windowCount();
        if (examples >= full) {
            return drawn;
        }
        long share = Math.ceilDiv((long) drawn * examples, 2L * full);
        return (int) Math.min(drawn, Math.max(share, spec.settings().batch() - training));
    }

    /** Everything that the new version carries on. */
    Recollection after(long seed, int steps) {
        return new Recollection(
                before.memory().with(training, Chance.of(seed, "eviction")), paper.exam(), before.steps() + steps);
    }

    /** The last record of a window, to be found again. */
    static LogMark mark(Window window, Log log) {
        Place place = window.state().place();
        long last = window.interval().to() - 1;
        List<RawRecord> found = log.fetch(place.topic(), place.partition(), List.of(last));
        if (found.size() != 1) {
            throw new LogAway("the last record of window " + window.interval() + " is gone from the log");
        }
        return found.getFirst().mark();
    }

    private static Recollection stillThere(DomainState state, Recollection carried, long logStart) {
        Recollection there = carried.without(offset -> offset < logStart);
        if (there.size() < carried.size()) {
            LOG.warnf(
                    "trainer.forgotten domain=%s records=%d because=gone-from-the-log below=%d",
                    state.domain(), carried.size() - there.size(), logStart);
        }
        return there;
    }

    private static List<Kept> kept(List<Waiting> examples) {
        return examples.stream().map(one -> new Kept(one.offset(), one.row())).toList();
    }

    private static List<Lesson> lessons(List<Kept> kept, Map<Long, Passage> found) {
        List<Lesson> lessons = new ArrayList<>();
        for (Kept one : kept) {
            Passage passage = found.get(one.offset());
            if (passage != null) {
                lessons.add(new Lesson(passage, one.row()));
            }
        }
        return lessons;
    }
}
