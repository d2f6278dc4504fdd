package dev.driftline.trainer.exam;

import dev.driftline.contracts.example.Passage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An exam with its texts at hand.
 *
 * @param log which log the offsets belong to: answers to one log's offsets mean nothing in another
 * @param texts by offset, one for every example of the exam
 */
public record Paper(String log, Exam exam, Map<Long, Passage> texts) {
    public Paper {
        texts = Map.copyOf(texts);
    }

    List<Kept> questions() {
        return Stream.concat(exam.newest().stream(), exam.reservoir().stream()).toList();
    }
}
