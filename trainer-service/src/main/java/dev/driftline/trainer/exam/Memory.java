package dev.driftline.trainer.exam;

import dev.driftline.trainer.step.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Earlier training examples to draw from against forgetting: in order of arrival, labels balanced.
 *
 * @param seen how many ever entered
 */
public record Memory(List<Kept> kept, long seen) {
    public static final int MOST = 2_000;
    static final Memory EMPTY = new Memory(List.of(), 0);

    public Memory {
        kept = List.copyOf(kept);
    }

    /** Draws up to {@code count} without replacement: first a label, each as likely as the other, then one of its examples. */
    public List<Kept> draw(int count, Chance chance) {
        List<List<Kept>> byLabel = new ArrayList<>(byLabel(kept).values());
        List<Kept> drawn = new ArrayList<>();
        while (drawn.size() < count && !byLabel.isEmpty()) {
            int label = chance.below(byLabel.size());
            List<Kept> ofLabel = byLabel.get(label);
            drawn.add(ofLabel.remove(chance.below(ofLabel.size())));
            if (ofLabel.isEmpty()) {
                byLabel.remove(label);
            }
        }
        return drawn;
    }

    /** The memory with {@code news}; when full, one of the label with the most leaves for each that comes. */
    public Memory with(List<Kept> news, Chance chance) {
        List<Kept> all = new ArrayList<>(kept);
        for (Kept one : news) {
            all.add(one);
            if (all.size() > MOST) {
                List<Kept> largest = byLabel(all).values().stream()
                        .reduce((a, b) -> b.size() > a.size() ? b : a)
                        .orElseThrow();
                all.remove(largest.get(chance.below(largest.size())));
            }
        }
        return new Memory(all, seen + news.size());
    }

    Memory without(LongPredicate gone) {
        return new Memory(kept.stream().filter(one -> !gone.test(one.offset())).toList(), seen);
    }

    private static TreeMap<Integer, List<Kept>> byLabel(List<Kept> all) {
        TreeMap<Integer, List<Kept>> byLabel = new TreeMap<>();
        all.forEach(one ->
                byLabel.computeIfAbsent(one.row(), row -> new ArrayList<>()).add(one));
        return byLabel;
    }
}
