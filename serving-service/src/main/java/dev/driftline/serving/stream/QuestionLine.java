package dev.driftline.serving.stream;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * One line of a stream.
 *
 * @param id as it was sent, to be sent back
 * @param passage what is asked; null where the line is at fault
 * @param fault what is told instead of an answer; null where it is not
 */
record QuestionLine(
        long number,
        @Nullable String id,
        @Nullable Passage passage,
        @Nullable Scored fault) {
    private static final String FORM =
            "send one JSON object a line: {\"text\": \"…\"}, with \"textPair\" for a pair and \"id\" to be sent back";

    static QuestionLine read(Lines.Line line) {
        String id = null;
        try {
            unless(
                    !line.tooLong(),
                    "line",
                    "is longer than " + Lines.MAX_BYTES + " bytes: is there one JSON object a line?");
            if (!(Json.tree("line", line.bytes()) instanceof ObjectNode question)) {
                throw new InvalidValue("line", "line: is no JSON object: " + FORM);
            }
            id = id(question.path("id"));
            return new QuestionLine(line.number(), id, Passage.read(question.without("id")), null);
        } catch (InvalidValue e) {
            Scored fault = Scored.faulty(line.number(), id, e.field(), String.valueOf(e.getMessage()));
            return new QuestionLine(line.number(), id, null, fault);
        }
    }

    private static @Nullable String id(JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        unless(
                id.isTextual() && id.textValue().length() <= Scored.MAX_ID_CHARACTERS,
                "id",
                "must be a string of at most " + Scored.MAX_ID_CHARACTERS + " characters");
        return id.textValue();
    }
}
