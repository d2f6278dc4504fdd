package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.example.Passage;
import java.util.List;

/** Texts to answer, one or many; each may be a pair. */
public record Question(List<Passage> texts) {
    public static final int MAX_TEXTS = 256;

    public Question {
        texts = List.copyOf(texts);
        unless(!texts.isEmpty() && texts.size() <= MAX_TEXTS, "texts", "must be 1.." + MAX_TEXTS + " texts");
    }
}
