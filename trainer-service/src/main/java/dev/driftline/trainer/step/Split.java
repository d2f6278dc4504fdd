package dev.driftline.trainer.step;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * BiDoRA's two parts of an update's lessons, drawn label by label so that both know the same labels.
 *
 * @param learned what the lower level learns from: every label that there is
 * @param held what the upper level looks at; may lack labels of which there are few lessons
 */
record Split(List<Lesson> learned, List<Lesson> held) {
    Split {
        learned = List.copyOf(learned);
        held = List.copyOf(held);
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
