package dev.driftline.serving.predict;

import java.util.List;

/** What can be said of a version. */
public sealed interface Described {
    /** It answers, with scores of these labels in this order. */
    record Labelled(List<String> labels) implements Described {
        public Labelled {
            labels = List.copyOf(labels);
        }
    }

    /** It does not. */
    record Silent(Reply why) implements Described {}
}
