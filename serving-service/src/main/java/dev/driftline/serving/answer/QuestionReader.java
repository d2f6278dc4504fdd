package dev.driftline.serving.answer;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {"text": …}} or {@code {"texts": […]}}; whatever else is refused by the field at fault. */
final class QuestionReader {
    private static final String FORM = "send {\"text\": \"…\"} or {\"texts\": [\"…\", \"…\"]}";
    private static final int LONGEST_NAME_TOLD = 64;

    private QuestionReader() {}

    static Question read(byte[] body) {
        if (!(Json.tree("body", body) instanceof ObjectNode question)) {
            throw new InvalidValue("body", "body: must be a JSON object: " + FORM);
        }
        for (String field : (Iterable<String>) question::fieldNames) {
            if (!field.equals("text") && !field.equals("texts")) {
                String told = field.substring(0, Math.min(field.length(), LONGEST_NAME_TOLD));
                throw new InvalidValue(told, told + ": is not a field of a question: " + FORM);
            }
        }
        boolean one = question.hasNonNull("text");
        boolean many = question.hasNonNull("texts");
        unless(one || many, "text", "is missing: " + FORM);
        unless(!one || !many, "texts", "must not stand beside text: " + FORM);
        return one ? single(question.get("text")) : several(question.get("texts"));
    }

    private static Question single(JsonNode text) {
        unless(text.isTextual(), "text", "must be a string");
        unless(!text.asText().isBlank(), "text", "must not be blank");
        int bytes = text.asText().getBytes(StandardCharsets.UTF_8).length;
        unless(
                bytes <= Example.MAX_TEXT_BYTES,
                "text",
                "is " + bytes + " bytes long; at most " + Example.MAX_TEXT_BYTES
                        + " are accepted: shorten or split it");
        return new Question(List.of(whole("text", text.asText())));
    }

    private static Question several(JsonNode texts) {
        unless(texts.isArray(), "texts", "must be an array of strings");
        unless(texts.size() <= Question.MAX_TEXTS, "texts", "must be 1.." + Question.MAX_TEXTS + " strings");
        List<String> all = new ArrayList<>();
        for (JsonNode text : texts) {
            unless(text.isTextual(), "texts[" + all.size() + "]", "must be a string");
            all.add(whole("texts[" + all.size() + "]", text.asText()));
        }
        return new Question(all);
    }

    /** JSON can spell half of a character; no tokenizer can read one. */
    private static String whole(String field, String text) {
        unless(StandardCharsets.UTF_8.newEncoder().canEncode(text), field, "holds half of a surrogate pair");
        return text;
    }
}
