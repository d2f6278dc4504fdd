package dev.driftline.serving.stream;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Lines that are asked together. */
record Group(List<QuestionLine> lines) {
    Group {
        lines = List.copyOf(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What is to be asked; empty where every line is at fault. */
    List<Passage> passages() {
        return lines.stream()
                .map(QuestionLine::passage)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Faults of lines none of which can be asked. */
    List<Scored> faults() {
        return lines.stream().map(QuestionLine::fault).filter(Objects::nonNull).toList();
    }

    /** A line for each, in order. */
    List<Scored> told(Prediction prediction) {
        List<Scored> told = new ArrayList<>();
        int asked = 0;
        for (QuestionLine line : lines) {
            Scored fault = line.fault();
            told.add(fault == null ? Scored.answered(line.number(), line.id(), prediction, asked++) : fault);
        }
        return told;
    }
}
