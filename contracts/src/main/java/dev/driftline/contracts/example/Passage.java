package dev.driftline.contracts.example;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read to give one label: a text, or a pair of texts of which the label tells how they stand to each other. In JSON a lone text
 * is a string and a pair an object.
 *
 * @param textPair the second text; null for a lone one
 */
public record Passage(String text, @Nullable String textPair) {
    /** Of text and second text together, in UTF-8. */
    public static final int MAX_TEXT_BYTES = 32 * 1024;

    private static final String FORM = "must be a string or {\"text\": \"…\", \"textPair\": \"…\"}";

    public Passage {
        check(text, textPair);
    }

    public static Passage of(String text) {
        return new Passage(text, null);
    }

    /** From JSON; an {@link InvalidValue} names the field at fault. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Passage read(JsonNode node) {
        if (node.isTextual()) {
            return of(node.textValue());
        }
        if (!node.isObject()) {
            throw new InvalidValue("text", "text: " + FORM);
        }
        for (String field : (Iterable<String>) node::fieldNames) {
            if (!field.equals("text") && !field.equals("textPair")) {
                String name = Quote.bare(field);
                throw new InvalidValue(name, name + ": is not a field of a text: it " + FORM);
            }
        }
        JsonNode second = node.path("textPair");
        unless(node.path("text").isTextual(), "text", "must be a string");
        unless(second.isTextual() || second.isMissingNode() || second.isNull(), "textPair", "must be a string");
        return new Passage(node.path("text").textValue(), second.isTextual() ? second.textValue() : null);
    }

    @JsonValue
    Object json() {
        if (textPair == null) {
            return text;
        }
        Map<String, String> both = new LinkedHashMap<>();
        both.put("text", text);
        both.put("textPair", textPair);
        return both;
    }

    /** Of both texts, without their objects. */
    public int characters() {
        return text.length() + (textPair == null ? 0 : textPair.length());
    }

    /** Throws what a passage of these texts would throw. */
    static void check(String text, @Nullable String textPair) {
        int bytes = checked("text", text, 0);
        if (textPair != null) {
            checked("textPair", textPair, bytes);
        }
    }

    /** How many bytes the field has. */
    private static int checked(String field, String value, int before) {
        unless(!value.isBlank(), field, "must not be blank");
        unless(isWhole(value), field, "holds half a character (a lone surrogate): send whole ones");
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        unless(
                before + bytes <= MAX_TEXT_BYTES,
                field,
                "is " + bytes + " bytes long" + (before == 0 ? "" : " and text " + before) + "; at most "
                        + MAX_TEXT_BYTES + (before == 0 ? "" : " together") + " are accepted: shorten or split it");
        return bytes;
    }

    static boolean isWhole(String value) {
        return value.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
