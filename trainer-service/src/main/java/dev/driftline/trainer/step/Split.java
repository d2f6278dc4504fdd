package dev.driftline.trainer.step;

import dev.driftline.contracts.domain.BidoraSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What BiDoRA's two levels look at in one update: two parts of its lessons, drawn label by label so that both know the same labels; or all
 * of them and the next window.
 *
 * @param learned what the lower level learns from: every label that there is
 * @param held what the upper level looks at; may lack labels of which there are few lessons
 */
public record Split(List<Lesson> learned, List<Lesson> held) {
    public Split {
        learned = List.copyOf(learned);
        held = List.copyOf(held);
    }

    /**
     * Of one update.
     *
     * @param next lessons of the next window, where the upper level looks at that; empty: at a part of {@code lessons}
     */
    public static Split of(BidoraSettings levels, long seed, List<Lesson> lessons, List<Lesson> next) {
        Chance chance = Chance.of(seed, "split");
        if (next.isEmpty()) {
            return of(lessons, levels.split(), chance);
        }
        List<Lesson> held = new ArrayList<>(next);
        chance.shuffle(held);
        return new Split(lessons, held);
    }

    /** Rows that are learned and never held, ascending. */
    public List<Integer> lacking() {
        Set<Integer> seen = held.stream().map(Lesson::row).collect(Collectors.toSet());
        return learned.stream()
                .map(Lesson::row)
                .distinct()
                .sorted()
                .filter(row -> !seen.contains(row))
                .toList();
    }

    /**
     * @param share that is learned, of each label and at least one; what rounding leaves of one label is taken of the next, so that the
     *     share holds for all together also where labels have few lessons
     */
    static Split of(List<Lesson> lessons, double share, Chance chance) {
        TreeMap<Integer, List<Lesson>> byLabel = new TreeMap<>();
        lessons.forEach(one ->
                byLabel.computeIfAbsent(one.row(), row -> new ArrayList<>()).add(one));
        List<Lesson> learned = new ArrayList<>();
        List<Lesson> held = new ArrayList<>();
        double owed = 0;
        for (List<Lesson> own : byLabel.values()) {
            chance.shuffle(own);
            owed += own.size() * (1 - share);
            int count = Math.clamp(Math.round(owed), 0, own.size() - 1);
            owed -= count;
            held.addAll(own.subList(0, count));
            learned.addAll(own.subList(count, own.size()));
        }
        chance.shuffle(held);
        return new Split(learned, held);
    }
}
