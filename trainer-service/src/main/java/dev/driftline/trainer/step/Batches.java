package dev.driftline.trainer.step;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts lessons, in their order, into the batches of steps: as few as the bounds allow, and as equal as can be, since a last batch of one
 * would shake the weights. A pure function.
 */
final class Batches {
    /** More than the squared sizes of all batches can be together. */
    private static final long ONE_BATCH = 1L << 40;

    private Batches() {}

    /** @param most lessons in a batch */
    static List<List<Lesson>> of(List<Lesson> lessons, int most) {
        int count = (lessons.size() + most - 1) / most;
        List<List<Lesson>> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(List.copyOf(lessons.subList(
                    (int) ((long) lessons.size() * i / count), (int) ((long) lessons.size() * (i + 1) / count))));
        }
        return batches;
    }

    /**
     * A bound of tokens that nothing reaches changes nothing.
     *
     * @param most lessons in a batch
     * @param mostTokens of a batch's lessons together, which lie end to end without padding; one that is longer is a batch alone
     * @param tokens of each lesson
     */
    static List<List<Lesson>> of(List<Lesson> lessons, int most, int mostTokens, int[] tokens) {
        List<List<Lesson>> equal = of(lessons, most);
        int at = 0;
        boolean fits = true;
        for (List<Lesson> batch : equal) {
            fits &= batch.size() == 1 || sum(tokens, at, at + batch.size()) <= mostTokens;
            at += batch.size();
        }
        return fits ? equal : bounded(lessons, most, mostTokens, tokens);
    }

    private static long sum(int[] tokens, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += tokens[i];
        }
        return sum;
    }

    /** The fewest batches and, of all ways to cut that few, the one with the least sum of squared sizes. */
    private static List<List<Lesson>> bounded(List<Lesson> lessons, int most, int mostTokens, int[] tokens) {
        int[] begins = new int[lessons.size() + 1]; // where the batch begins that ends before a lesson
        long[] costs = new long[lessons.size() + 1]; // of all before a lesson
        for (int end = 1; end <= lessons.size(); end++) {
            costs[end] = Long.MAX_VALUE;
            long together = 0;
            for (int begin = end - 1; begin >= 0 && end - begin <= most; begin--) {
                together += tokens[begin];
                long size = (long) end - begin;
                if (size > 1 && together > mostTokens) {
                    break;
                }
                long cost = costs[begin] + ONE_BATCH + size * size;
                if (cost < costs[end]) {
                    costs[end] = cost;
                    begins[end] = begin;
                }
            }
        }
        List<List<Lesson>> batches = new ArrayList<>();
        for (int end = lessons.size(); end > 0; end = begins[end]) {
            batches.addFirst(List.copyOf(lessons.subList(begins[end], end)));
        }
        return batches;
    }
}
