package dev.driftline.trainer.exam;

import dev.driftline.trainer.step.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Examples that are never trained on: the newest, and a fair sample of all that were the newest once.
 *
 * @param newest in order of arrival
 * @param reservoir each of the {@code seen} is in it with the same chance
 * @param seen how many have left the newest half
 */
public record Exam(List<Kept> newest, List<Kept> reservoir, long seen) {
    public static final int HALF = 128;
    static final Exam EMPTY = new Exam(List.of(), List.of(), 0);

    public Exam {
        newest = List.copyOf(newest);
        reservoir = List.copyOf(reservoir);
    }

    /** The exam after {@code news} came in; reservoir sampling (Vitter's algorithm R) of those that leave the newest half. */
    public Exam with(List<Kept> news, Chance chance) {
        List<Kept> recent = new ArrayList<>(newest);
        recent.addAll(news);
        List<Kept> sample = new ArrayList<>(reservoir);
        long left = seen;
        int leaving = Math.max(0, recent.size() - HALF);
        for (Kept old : recent.subList(0, leaving)) {
            left++;
            long place = chance.wide(left);
            if (sample.size() < HALF) {
                sample.add(old);
            } else if (place < HALF) {
                sample.set((int) place, old);
            }
        }
        return new Exam(recent.subList(leaving, recent.size()), sample, left);
    }

    public Exam without(LongPredicate gone) {
        return new Exam(
                newest.stream().filter(one -> !gone.test(one.offset())).toList(),
                reservoir.stream().filter(one -> !gone.test(one.offset())).toList(),
                seen);
    }

    public int size() {
        return newest.size() + reservoir.size();
    }
}
