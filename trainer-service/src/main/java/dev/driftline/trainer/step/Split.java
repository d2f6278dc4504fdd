package dev.driftline.trainer.step;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * BiDoRA's two parts of an update's lessons, drawn label by label so that both know the same labels.
 *
 * @param learned what the lower level learns from: every label that there is
 * @param held what the upper level looks at; lacks a label of which there is one lesson
 */
record Split(List<Lesson> learned, List<Lesson> held) {
    Split {
        learned = List.copyOf(learned);
        held = List.copyOf(held);
    }

    /** @param share of each label that is learned, rounded, at least one */
    static Split of(List<Lesson> lessons, double share, Chance chance) {
        TreeMap<Integer, List<Lesson>> byLabel = new TreeMap<>();
        lessons.forEach(one ->
                byLabel.computeIfAbsent(one.row(), row -> new ArrayList<>()).add(one));
        List<Lesson> learned = new ArrayList<>();
        List<Lesson> held = new ArrayList<>();
        byLabel.values().forEach(own -> {
            chance.shuffle(own);
            int count = Math.max(1, (int) Math.round(own.size() * share));
            learned.addAll(own.subList(0, count));
            held.addAll(own.subList(count, own.size()));
        });
        chance.shuffle(held);
        return new Split(learned, held);
    }
}
