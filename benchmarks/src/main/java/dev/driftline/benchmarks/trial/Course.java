package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.Learner.StepResult;
import dev.driftline.adapters.learner.WholeLearner;
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
import org.jspecify.annotations.Nullable;

/** The steps of one run on a learner that is nobody else's. Each phase takes all steps of the schedule, whatever it learns from. */
public final class Course {
    /** Hears of every step, of both levels where there are two. */
    public interface Watcher {
        /**
         * A step was taken.
         *
         * @param searching whether BiDoRA still looks for magnitudes
         * @param step of the phase, from 1
         * @param loss of the lower level, before the step
         */
        void after(boolean searching, int step, double loss);
    }

    private interface Stepper {
        StepResult step(List<Passage> texts, int[] labels, long maskSeed);
    }

    private static final Watcher NOBODY = (_, _, _) -> {};

    private final Stepper stepper;
    private final @Nullable Learner learner;
    private final MethodSettings settings;
    private final int labels;
    private final Seeds seeds;
    private final Watcher watcher;
    private final SplittableRandom order;
    private long mask;
    private double drift;

    private Course(
            Stepper stepper,
            @Nullable Learner learner,
            MethodSettings settings,
            int labels,
            Seeds seeds,
            Watcher watcher) {
        this.stepper = stepper;
        this.learner = learner;
        this.settings = settings;
        this.labels = labels;
        this.seeds = seeds;
        this.watcher = watcher;
        order = new SplittableRandom(seeds.order());
        mask = order.nextLong();
    }

    Course(Learner learner, MethodSettings settings, int labels, Seeds seeds) {
        this(learner, settings, labels, seeds, NOBODY);
    }

    public Course(Learner learner, MethodSettings settings, int labels, Seeds seeds, Watcher watcher) {
        this(learner::step, learner, settings, labels, seeds, watcher);
    }

    Course(WholeLearner learner, MethodSettings settings, int labels, Seeds seeds) {
        this(learner, settings, labels, seeds, NOBODY);
    }

    /** Full fine-tuning. */
    public Course(WholeLearner learner, MethodSettings settings, int labels, Seeds seeds, Watcher watcher) {
        this(learner::step, null, settings, labels, seeds, watcher);
    }

    /** Returns where the magnitudes' drift ended; 0 where there is one level. */
    public double take(List<Lesson> lessons, int steps) {
        BidoraSettings levels = settings.bidora();
        if (learner != null && levels != null) {
            Split split = Strata.split(lessons, labels, levels.split(), seeds.part());
            if (!split.held().isEmpty()) {
                search(learner, levels, split, steps);
                if (!levels.retrain()) {
                    learner.endUpdate();
                    return drift;
                }
                learner.retrain();
            }
        }
        learn(lessons, steps);
        if (learner != null) {
            learner.endUpdate();
        }
        return drift;
    }

    private void learn(List<Lesson> lessons, int steps) {
        Batches batches = new Batches(lessons);
        for (int step = 0; step < steps; step++) {
            watcher.after(false, step + 1, step(batches.next()));
        }
    }

    private void search(Learner learner, BidoraSettings levels, Split split, int steps) {
        Batches lower = new Batches(split.learned());
        Batches held = new Batches(split.held());
        for (int step = 0; step < steps; step++) {
            List<Lesson> batch = lower.next();
            double loss = step(batch);
            if (drift <= levels.guard()) {
                List<Lesson> looked = held.next();
                drift = finite(learner.upper(texts(batch), rows(batch), texts(looked), rows(looked), mask++)
                        .drift());
            }
            watcher.after(true, step + 1, loss);
        }
    }

    private double step(List<Lesson> batch) {
        return finite(stepper.step(texts(batch), rows(batch), mask++).loss());
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
    public static final class NotFinite extends RuntimeException {}
}
