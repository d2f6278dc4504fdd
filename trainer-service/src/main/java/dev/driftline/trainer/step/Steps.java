package dev.driftline.trainer.step;

import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The optimiser steps of one update on a pupil that is nobody else's; order and masks come from the update's seed. */
public final class Steps {
    private static final long LOW_HALF = 0xffff_ffffL;

    private final MethodSettings settings;
    private final long seed;
    private final long firstMask;

    /**
     * @param seed of the update
     * @param domainSeed where the domain's masks begin
     * @param stepsBefore steps of the trunk so far
     */
    public Steps(MethodSettings settings, long seed, long domainSeed, long stepsBefore) {
        this.settings = settings;
        this.seed = seed;
        this.firstMask = Chance.of(domainSeed, "masks").next() + stepsBefore;
    }

    /** Takes every step, unless {@code stop} says so in between, and folds the result into the average. */
    public Learned take(Learning.Pupil pupil, List<Lesson> lessons, BooleanSupplier stop) {
        Course course = new Course(pupil, stop);
        BidoraSettings levels = settings.bidora();
        Learned early = levels == null ? course.learn(lessons) : course.learnOnLevels(levels, lessons);
        if (early != null) {
            return early;
        }
        pupil.endUpdate();
        return pupil.isFinite()
                ? new Learned.Done(course.lossSum / course.losses, course.steps)
                : new Learned.NotFinite("a weight is no number");
    }

    /** One update under way. What ends it early is returned; null: go on. */
    private final class Course {
        private final Learning.Pupil pupil;
        private final BooleanSupplier stop;
        private final Chance order = Chance.of(seed, "order");
        private double lossSum;
        private int losses;
        private int steps;
        private double drift;

        private Course(Learning.Pupil pupil, BooleanSupplier stop) {
            this.pupil = pupil;
            this.stop = stop;
        }

        private @Nullable Learned learn(List<Lesson> lessons) {
            List<Lesson> shuffled = new ArrayList<>(lessons);
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                order.shuffle(shuffled);
                for (List<Lesson> batch : batches(shuffled, settings.batch())) {
                    Learned early = step(batch);
                    if (early != null) {
                        return early;
                    }
                }
            }
            return null;
        }

        /** BiDoRA: the search for magnitudes, then, where it is on, the retrain phase. */
        private @Nullable Learned learnOnLevels(BidoraSettings levels, List<Lesson> lessons) {
            Split split = Split.of(lessons, levels.split(), Chance.of(seed, "split"));
            if (split.held().isEmpty()) {
                return learn(lessons);
            }
            Learned early = search(levels, split);
            if (early != null || !levels.retrain()) {
                return early;
            }
            pupil.retrain();
            return learn(lessons);
        }

        private @Nullable Learned search(BidoraSettings levels, Split split) {
            List<Lesson> lower = new ArrayList<>(split.learned());
            List<List<Lesson>> held = batches(split.held(), settings.batch());
            int turn = 0;
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                order.shuffle(lower);
                for (List<Lesson> batch : batches(lower, settings.batch())) {
                    Learned early = step(batch);
                    if (early == null && drift <= levels.guard()) {
                        early = raise(batch, held.get(turn++ % held.size()));
                    }
                    if (early != null) {
                        return early;
                    }
                }
            }
            return null;
        }

        private @Nullable Learned step(List<Lesson> batch) {
            if (stop.getAsBoolean()) {
                return new Learned.Abandoned();
            }
            double loss = pupil.step(texts(batch), rows(batch), maskSeed(steps++));
            lossSum += loss;
            losses++;
            return Double.isFinite(loss) ? null : new Learned.NotFinite("the loss of step " + steps + " is " + loss);
        }

        private @Nullable Learned raise(List<Lesson> batch, List<Lesson> held) {
            if (stop.getAsBoolean()) {
                return new Learned.Abandoned();
            }
            drift = pupil.upper(texts(batch), rows(batch), texts(held), rows(held), maskSeed(steps++));
            return Double.isFinite(drift)
                    ? null
                    : new Learned.NotFinite("the magnitudes of step " + steps + " are no numbers");
        }
    }

    private static List<Passage> texts(List<Lesson> batch) {
        return batch.stream().map(Lesson::passage).toList();
    }

    private static int[] rows(List<Lesson> batch) {
        return batch.stream().mapToInt(Lesson::row).toArray();
    }

    /**
     * No two of a trunk's first 2³² steps share one, not even in its low half: some generators keep no more of a seed.
     * The high half is the update's.
     */
    long maskSeed(int step) {
        return seed & ~LOW_HALF | firstMask + step & LOW_HALF;
    }

    /** As few batches as {@code most} allows, as equal as can be: a last batch of one would shake the weights. */
    static List<List<Lesson>> batches(List<Lesson> lessons, int most) {
        int count = (lessons.size() + most - 1) / most;
        List<List<Lesson>> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(List.copyOf(lessons.subList(
                    (int) ((long) lessons.size() * i / count), (int) ((long) lessons.size() * (i + 1) / count))));
        }
        return batches;
    }
}
