package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.example.Example;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts to answer, one or many. */
public record Question(List<String> texts) {
    public static final int MAX_TEXTS = 256;

    public Question {
        texts = List.copyOf(texts);
        unless(!texts.isEmpty() && texts.size() <= MAX_TEXTS, "texts", "must be 1.." + MAX_TEXTS + " strings");
        for (String text : texts) {
            unless(!text.isBlank(), "texts", "must not hold a blank text");
            unless(
                    text.getBytes(StandardCharsets.UTF_8).length <= Example.MAX_TEXT_BYTES,
                    "texts",
                    "each is at most " + Example.MAX_TEXT_BYTES + " bytes");
        }
    }
}
