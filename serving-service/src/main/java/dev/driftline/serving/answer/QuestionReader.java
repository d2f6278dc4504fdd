package dev.driftline.serving.answer;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.intake.ClientWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code {"text": …}}, with a {@code textPair} beside it or not, or {@code {"texts": […]}} of strings and such pairs; whatever else
 * is refused by the field at fault.
 */
final class QuestionReader {
    private static final String FORM =
            "send {\"text\": \"…\"} or {\"texts\": [\"…\", \"…\"]}, and {\"text\": \"…\", \"textPair\": \"…\"} for a pair,"
                    + " alone or within texts";
    private static final Set<String> FIELDS = Set.of("text", "textPair", "texts");

    private QuestionReader() {}

    static Question read(byte[] body) {
        if (!(Json.tree("body", body) instanceof ObjectNode question)) {
            throw new InvalidValue("body", "body: must be a JSON object: " + FORM);
        }
        for (String field : (Iterable<String>) question::fieldNames) {
            if (!FIELDS.contains(field)) {
                String told = ClientWords.brief(field);
                throw new InvalidValue(told, told + ": is not a field of a question: " + FORM);
            }
        }
        boolean one = question.hasNonNull("text");
        boolean many = question.hasNonNull("texts");
        unless(one || many, "text", "is missing: " + FORM);
        unless(!many || !one, "texts", "must not stand beside text: " + FORM);
        unless(!many || !question.hasNonNull("textPair"), "textPair", "must stand within texts: " + FORM);
        return many ? several(question.get("texts")) : new Question(List.of(Passage.read(question.without("texts"))));
    }

    private static Question several(JsonNode texts) {
        unless(texts.isArray(), "texts", "must be an array of strings or pairs: " + FORM);
        unless(texts.size() <= Question.MAX_TEXTS, "texts", "must be 1.." + Question.MAX_TEXTS + " texts");
        List<Passage> all = new ArrayList<>();
        for (JsonNode text : texts) {
            all.add(read(text, "texts[" + all.size() + "]"));
        }
        return new Question(all);
    }

    private static Passage read(JsonNode text, String where) {
        try {
            return Passage.read(text);
        } catch (InvalidValue e) {
            String field = text.isObject() ? where + "." + e.field() : where;
            throw new InvalidValue(
                    field,
                    field + String.valueOf(e.getMessage()).substring(e.field().length()));
        }
    }
}
