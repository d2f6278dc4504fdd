package dev.driftline.serving.stream;

import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Problem;
import java.util.List;

/** What comes next in a stream of answers. */
sealed interface Outcome {
    /** The lines of one group. */
    record Told(List<Scored> lines) implements Outcome {
        public Told {
            lines = List.copyOf(lines);
        }
    }

    /** Nothing more can be answered. */
    record Stopped(Problem why) implements Outcome {}

    /** All was answered. */
    record End() implements Outcome {}
}
