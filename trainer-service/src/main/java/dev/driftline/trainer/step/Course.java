package dev.driftline.trainer.step;

import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The optimiser steps of one update, in turn, on a pupil that is nobody else's; order and masks come from the update's seed alone,
 * whoever shares a step.
 */
public final class Course {
    private static final long LOW_HALF = 0xffff_ffffL;

    private final MethodSettings settings;
    private final long seed;
    private final long firstMask;
    private final Learning.Pupil pupil;
    private final List<Move> moves = new ArrayList<>();
    private int next;
    private double lossSum;
    private int losses;
    private int steps;
    private double drift;
    private boolean searched;
    private boolean alone = true;
    private @Nullable Learned ended;

    /** What comes next. */
    private sealed interface Move {
        /** A step on a batch; of BiDoRA's lower level. */
        record Step(List<Lesson> batch) implements Move {}

        /** A step of BiDoRA's upper level. */
        record Raise(List<Lesson> batch, List<Lesson> held) implements Move {}

        /** Everything but the magnitudes goes back to where it began. */
        record Retrain() implements Move {}
    }

    /**
     * @param seed of the update
     * @param domainSeed where the domain's masks begin
     * @param stepsBefore steps of the trunk so far
     * @param next lessons of the next window, which BiDoRA's upper level looks at; empty: at a part of the update's own
     */
    public Course(
            MethodSettings settings,
            long seed,
            long domainSeed,
            long stepsBefore,
            Learning.Pupil pupil,
            List<Lesson> lessons,
            List<Lesson> next) {
        this.settings = settings;
        this.seed = seed;
        this.firstMask = Chance.of(domainSeed, "masks").next() + stepsBefore;
        this.pupil = pupil;
        plan(lessons, next);
    }

    private void plan(List<Lesson> lessons, List<Lesson> ahead) {
        Chance order = Chance.of(seed, "order");
        BidoraSettings levels = settings.bidora();
        if (levels != null) {
            Split split = Split.of(levels, seed, lessons, ahead);
            if (!split.held().isEmpty()) {
                search(split, order);
                if (!levels.retrain()) {
                    return;
                }
                moves.add(new Move.Retrain());
            }
        }
        learn(lessons, order);
    }

    private void learn(List<Lesson> lessons, Chance order) {
        List<Lesson> shuffled = new ArrayList<>(lessons);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            order.shuffle(shuffled);
            batches(shuffled).forEach(batch -> moves.add(new Move.Step(batch)));
        }
    }

    private void search(Split split, Chance order) {
        List<Lesson> lower = new ArrayList<>(split.learned());
        List<List<Lesson>> held = batches(split.held());
        int turn = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            order.shuffle(lower);
            for (List<Lesson> batch : batches(lower)) {
                moves.add(new Move.Step(batch));
                moves.add(new Move.Raise(batch, held.get(turn++ % held.size())));
            }
        }
    }

    /** The step that it is about to take; null: none, or one of the upper level. */
    Learning.@Nullable Turn turn() {
        return move() instanceof Move.Step(List<Lesson> batch)
                ? new Learning.Turn(pupil, texts(batch), rows(batch), maskSeed(steps))
                : null;
    }

    /** The step of the upper level that it is about to take, if it is one. */
    Learning.@Nullable UpperTurn upperTurn() {
        return move() instanceof Move.Raise(List<Lesson> batch, List<Lesson> held)
                ? new Learning.UpperTurn(pupil, texts(batch), rows(batch), texts(held), rows(held), maskSeed(steps))
                : null;
    }

    private @Nullable Move move() {
        while (ended == null && next < moves.size()) {
            Move move = moves.get(next);
            if (move instanceof Move.Retrain) {
                pupil.retrain();
            } else if (!(move instanceof Move.Raise && isTooFar())) {
                return move;
            }
            next++;
        }
        return null;
    }

    private boolean isTooFar() {
        BidoraSettings levels = settings.bidora();
        return levels != null && drift > levels.guard();
    }

    /** The step was taken. */
    void stepped(Learning.Stepped result) {
        steps++;
        next++;
        alone &= result.alone();
        lossSum += result.loss();
        losses++;
        if (!Double.isFinite(result.loss())) {
            ended = new Learned.NotFinite("the loss of step " + steps + " is " + result.loss());
        }
    }

    /** The step of the upper level was taken. */
    void raised(Learning.Raised result) {
        steps++;
        next++;
        alone &= result.alone();
        searched = true;
        drift = result.drift();
        if (!Double.isFinite(drift)) {
            ended = new Learned.NotFinite("the magnitudes of step " + steps + " are no numbers");
        }
    }

    /** The process is ending. */
    void abandon() {
        if (ended == null) {
            ended = new Learned.Abandoned();
        }
    }

    /** After its last step: folds the result into the average. */
    Learned end() {
        if (ended != null) {
            return ended;
        }
        pupil.endUpdate();
        return pupil.isFinite()
                ? new Learned.Done(
                        lossSum / losses, steps, alone, searched ? new Learned.Search(drift, isTooFar()) : null)
                : new Learned.NotFinite("a weight is no number");
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

    private List<List<Lesson>> batches(List<Lesson> lessons) {
        return settings.batchTokens() == 0
                ? Batches.of(lessons, settings.batch())
                : Batches.of(lessons, settings.batch(), settings.batchTokens(), pupil.lengths(texts(lessons)));
    }
}
