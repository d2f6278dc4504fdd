package dev.driftline.benchmarks.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Samples, splits and folds that are drawn label by label; all chance comes from a seed. */
public final class Strata {
    private Strata() {}

    /** Two parts of one whole. */
    public record Split(List<Lesson> learned, List<Lesson> held) {
        public Split {
            learned = List.copyOf(learned);
            held = List.copyOf(held);
        }
    }

    /**
     * Draws {@code count} lessons, every label among them; in an order of chance.
     *
     * @param labels how many there are
     * @param count from the number of labels to that of all lessons
     */
    public static List<Lesson> sample(List<Lesson> all, int labels, int count, Allotment allotment, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Lesson>> own = byLabel(all, labels, random);
        int[] counts = allotment.counts(own.stream().mapToInt(List::size).toArray(), count);
        List<Lesson> sample = new ArrayList<>();
        for (int label = 0; label < labels; label++) {
            sample.addAll(own.get(label).subList(0, counts[label]));
        }
        shuffle(sample, random);
        return List.copyOf(sample);
    }

    /**
     * Splits; every label that is there is among the learned.
     *
     * @param share that is learned; what rounding leaves of one label is taken of the next
     */
    public static Split split(List<Lesson> lessons, int labels, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Lesson> learned = new ArrayList<>();
        List<Lesson> held = new ArrayList<>();
        double owed = 0;
        for (List<Lesson> own : byLabel(lessons, labels, random)) {
            owed += own.size() * (1 - share);
            int count = Math.clamp(Math.round(owed), 0, Math.max(0, own.size() - 1));
            owed -= count;
            held.addAll(own.subList(0, count));
            learned.addAll(own.subList(count, own.size()));
        }
        shuffle(learned, random);
        shuffle(held, random);
        return new Split(learned, held);
    }

    /** One of {@code folds} parts is held, the others are learned; over all folds each lesson is held once. */
    public static Split fold(List<Lesson> lessons, int labels, int fold, int folds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Lesson> learned = new ArrayList<>();
        List<Lesson> held = new ArrayList<>();
        int turn = 0;
        for (List<Lesson> own : byLabel(lessons, labels, random)) {
            for (Lesson lesson : own) {
                (turn++ % folds == fold ? held : learned).add(lesson);
            }
        }
        shuffle(learned, random);
        return new Split(learned, held);
    }

    /** Puts {@code lessons} in an order of chance. */
    public static void shuffle(List<Lesson> lessons, SplittableRandom random) {
        for (int i = lessons.size() - 1; i > 0; i--) {
            Collections.swap(lessons, i, random.nextInt(i + 1));
        }
    }

    private static List<List<Lesson>> byLabel(List<Lesson> lessons, int labels, SplittableRandom random) {
        List<List<Lesson>> own = new ArrayList<>();
        for (int label = 0; label < labels; label++) {
            own.add(new ArrayList<>());
        }
        lessons.forEach(lesson -> own.get(lesson.row()).add(lesson));
        own.forEach(one -> shuffle(one, random));
        return own;
    }
}
