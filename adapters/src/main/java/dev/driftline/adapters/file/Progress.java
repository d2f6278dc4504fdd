package dev.driftline.adapters.file;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far training has come. A label that joins late counts its own steps and folds, so that its first moments are corrected like
 * anyone's first and its row enters the average as it is. Throws {@link dev.driftline.contracts.wire.InvalidValue} when counts cannot be.
 *
 * @param steps taken by the adapter
 * @param upperSteps taken by the magnitudes on a level of their own (BiDoRA)
 * @param headSteps taken by each row of the head; 0: never trained
 * @param folds of raw weights into the average
 * @param headFolds the same for each row of the head
 */
@SuppressWarnings("ArrayRecordComponent") // copied in the constructor, replaced and never changed
public record Progress(long steps, long upperSteps, long[] headSteps, long folds, long[] headFolds) {
    public Progress {
        headSteps = headSteps.clone();
        headFolds = headFolds.clone();
        unless(steps >= 0 && upperSteps >= 0 && folds >= 0, "steps", "must be 0 or more");
        unless(headSteps.length == headFolds.length, "steps", "must count the same labels");
        long most = steps;
        unless(
                Arrays.stream(headSteps).allMatch(own -> own >= 0 && own <= most + 1),
                "steps",
                "of a row must lie in 0..steps + 1, the one of an import being nobody else's");
        long mostFolds = folds;
        unless(
                Arrays.stream(headFolds).allMatch(own -> own >= 0 && own <= mostFolds),
                "folds",
                "of a row must lie in 0..folds");
    }

    /** Nothing was trained. */
    public static Progress none(int labels) {
        return new Progress(0, 0, new long[labels], 0, new long[labels]);
    }

    /** Of weights that were imported: the adapter begins anew, and its trained rows count one step, so that they stay trained. */
    public static Progress imported(int labels, List<Integer> trained) {
        long[] ones = new long[labels];
        trained.forEach(row -> ones[row] = 1);
        return new Progress(0, 0, ones, 1, ones);
    }

    /**
     * The same with rows for labels that were appended.
     *
     * @param labels there are now
     */
    public Progress grown(int labels) {
        return new Progress(
                steps, upperSteps, Arrays.copyOf(headSteps, labels), folds, Arrays.copyOf(headFolds, labels));
    }

    /**
     * After a step that saw these labels.
     *
     * @param seen rows of the head
     */
    public Progress stepped(int... seen) {
        boolean[] joins = new boolean[headSteps.length];
        for (int label : seen) {
            joins[label] = true;
        }
        long[] next = new long[headSteps.length];
        Arrays.setAll(next, row -> headSteps[row] > 0 || joins[row] ? headSteps[row] + 1 : 0);
        return new Progress(steps + 1, upperSteps, next, folds, headFolds);
    }

    /** After folding the raw weights into the average. */
    public Progress folded() {
        long[] next = new long[headFolds.length];
        Arrays.setAll(next, row -> headSteps[row] > 0 ? headFolds[row] + 1 : 0);
        return new Progress(steps, upperSteps, headSteps, folds + 1, next);
    }

    /** The same with another count of the upper level's steps. */
    public Progress withUpperSteps(long count) {
        return new Progress(steps, count, headSteps, folds, headFolds);
    }

    /** Rows that have seen an example, ascending. */
    public List<Integer> trained() {
        return rows(headSteps);
    }

    /** Rows that the average holds, ascending. */
    public List<Integer> published() {
        return rows(headFolds);
    }

    private static List<Integer> rows(long[] counts) {
        return IntStream.range(0, counts.length)
                .filter(row -> counts[row] > 0)
                .boxed()
                .toList();
    }
}
