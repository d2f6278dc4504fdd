package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.learner.Learner;
import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.benchmarks.data.Strata;
import dev.driftline.benchmarks.data.Strata.Split;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The steps of one run on a learner that is nobody else's. Each phase takes all steps of the schedule, whatever it learns from. */
final class Course {
    private final Learner learner;
    private final MethodSettings settings;
    private final int labels;
    private final Seeds seeds;
    private final SplittableRandom order;
    private long mask;
    private double drift;

    Course(Learner learner, MethodSettings settings, int labels, Seeds seeds) {
        this.learner = learner;
        this.settings = settings;
        this.labels = labels;
        this.seeds = seeds;
        order = new SplittableRandom(seeds.order());
        mask = order.nextLong();
    }

    /** Returns where the magnitudes' drift ended; 0 where there is one level. */
    double take(List<Lesson> lessons, int steps) {
        BidoraSettings levels = settings.bidora();
        if (levels != null) {
            Split split = Strata.split(lessons, labels, levels.split(), seeds.part());
            if (!split.held().isEmpty()) {
                search(levels, split, steps);
                if (!levels.retrain()) {
                    learner.endUpdate();
                    return drift;
                }
                learner.retrain();
            }
        }
        learn(lessons, steps);
        learner.endUpdate();
        return drift;
    }

    private void learn(List<Lesson> lessons, int steps) {
        Batches batches = new Batches(lessons);
        for (int step = 0; step < steps; step++) {
            step(batches.next());
        }
    }

    private void search(BidoraSettings levels, Split split, int steps) {
        Batches lower = new Batches(split.learned());
        Batches held = new Batches(split.held());
        for (int step = 0; step < steps; step++) {
            List<Lesson> batch = lower.next();
            step(batch);
            if (drift <= levels.guard()) {
                List<Lesson> looked = held.next();
                drift = finite(learner.upper(texts(batch), rows(batch), texts(looked), rows(looked), mask++)
                        .drift());
            }
        }
    }

    private void step(List<Lesson> batch) {
        double _ = finite(learner.step(texts(batch), rows(batch), mask++).loss());
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new NotFinite();
        }
        return number;
    }

    private static List<Passage> texts(List<Lesson> batch) {
        return batch.stream().map(one -> Passage.of(one.text())).toList();
    }

    private static int[] rows(List<Lesson> batch) {
        return batch.stream().mapToInt(Lesson::row).toArray();
    }

    /** Pass after pass over lessons in a new order, in batches as equal as can be: a last batch of one would shake the weights. */
    private final class Batches {
        private final List<Lesson> lessons;
        private final int count;
        private int turn;

        private Batches(List<Lesson> lessons) {
            this.lessons = new ArrayList<>(lessons);
            count = Math.ceilDiv(lessons.size(), settings.batch());
        }

        private List<Lesson> next() {
            if (turn == 0) {
                Strata.shuffle(lessons, order);
            }
            int size = lessons.size();
            List<Lesson> batch = List.copyOf(lessons.subList(size * turn / count, size * (turn + 1) / count));
            turn = (turn + 1) % count;
            return batch;
        }
    }

    /** A loss or a magnitude is no number any more. */
    static final class NotFinite extends RuntimeException {}
}
