package dev.driftline.trainer.step;

import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

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
        Chance order = Chance.of(seed, "order");
        List<Lesson> shuffled = new ArrayList<>(lessons);
        double lossSum = 0;
        int steps = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            order.shuffle(shuffled);
            for (List<Lesson> batch : batches(shuffled, settings.batch())) {
                if (stop.getAsBoolean()) {
                    return new Learned.Abandoned();
                }
                double loss = step(pupil, batch, steps++);
                if (!Double.isFinite(loss)) {
                    return new Learned.NotFinite("the loss of step " + steps + " is " + loss);
                }
                lossSum += loss;
            }
        }
        pupil.endUpdate();
        return pupil.isFinite()
                ? new Learned.Done(lossSum / steps, steps)
                : new Learned.NotFinite("a weight is no number");
    }

    private double step(Learning.Pupil pupil, List<Lesson> batch, int step) {
        List<String> texts = batch.stream().map(Lesson::text).toList();
        int[] rows = batch.stream().mapToInt(Lesson::row).toArray();
        return pupil.step(texts, rows, maskSeed(step));
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
