package dev.driftline.serving.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record that was read: a text to be asked, or what is wrong with it. */
sealed interface Taken {
    ConsumerRecord<byte[], byte[]> record();

    /** @param id of the JSON record, to be sent on; null where it has none */
    record Text(
            ConsumerRecord<byte[], byte[]> record, @Nullable String id, Passage passage) implements Taken {}

    record Bad(ConsumerRecord<byte[], byte[]> record, String field, String message) implements Taken {}

    /** What begins with a brace is JSON; anything else is the text itself. */
    static Taken of(ConsumerRecord<byte[], byte[]> record, Route route) {
        try {
            byte[] value = record.value();
            InvalidValue.unless(value != null && value.length > 0, "record", "is empty: send a text");
            InvalidValue.unless(
                    Written.beside(record.key(), record.headers()) <= Written.MOST_BESIDE_BYTES,
                    "record",
                    "has a key and headers of more than " + Written.MOST_BESIDE_BYTES
                            + " bytes, and its answer would have them too");
            return isObject(value) ? json(record, value, route) : new Text(record, null, Passage.of(utf8(value)));
        } catch (InvalidValue e) {
            return new Bad(record, e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static Taken json(ConsumerRecord<byte[], byte[]> record, byte[] value, Route route) {
        if (!(Json.tree("record", value) instanceof ObjectNode object)) {
            throw new InvalidValue("record", "record: must be one JSON object or a plain text");
        }
        String text = string(object, route.text());
        if (text == null) {
            throw new InvalidValue(
                    route.text(), route.text() + ": is missing: the key text of a pipeline names the field of texts");
        }
        return new Text(record, id(object.path("id")), passage(object, text, route));
    }

    private static @Nullable String id(JsonNode node) {
        String id = node.isValueNode() && !node.isNull() ? node.asText() : null;
        InvalidValue.unless(
                id == null || id.length() <= Scored.MAX_ID_CHARACTERS,
                "id",
                "must be at most " + Scored.MAX_ID_CHARACTERS + " characters");
        return id;
    }

    private static Passage passage(ObjectNode object, String text, Route route) {
        try {
            return new Passage(text, string(object, route.textPair()));
        } catch (InvalidValue e) {
            String field = e.field().equals("text") ? route.text() : route.textPair();
            throw new InvalidValue(
                    field,
                    field + String.valueOf(e.getMessage()).substring(e.field().length()));
        }
    }

    private static @Nullable String string(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        InvalidValue.unless(value.isTextual() || value.isMissingNode() || value.isNull(), field, "must be a string");
        return value.isTextual() ? value.textValue() : null;
    }

    private static boolean isObject(byte[] value) {
        int first = 0;
        while (first < value.length && value[first] <= ' ' && value[first] >= 0) {
            first++;
        }
        return first < value.length && value[first] == '{';
    }

    private static String utf8(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValue("record", "record: is not valid UTF-8");
        }
    }
}
