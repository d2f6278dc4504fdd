package dev.driftline.cli.line;

import dev.driftline.contracts.example.Passage;
import org.jspecify.annotations.Nullable;

/** A text, or a pair of texts, and its true label. */
public record Labelled(String text, @Nullable String textPair, String label) {
    public Labelled(String text, String label) {
        this(text, null, label);
    }

    public Passage passage() {
        return new Passage(text, textPair);
    }
}
