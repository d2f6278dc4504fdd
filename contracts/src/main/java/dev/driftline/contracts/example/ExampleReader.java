package dev.driftline.contracts.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record, from whichever door it came, into an {@link Example} or a rejection; the same record gets the same
 * words everywhere. Does not know which domains exist: {@link DomainCheck} does.
 */
public final class ExampleReader {
    private static final Set<String> FIELDS =
            Set.of("format", "domain", "id", "text", "label", "subject", "occurredAt", "source", "spec");
    private static final List<String> REQUIRED = List.of("text", "label");
    private static final int ID_DIGITS = 32;

    private ExampleReader() {}

    /** Reads a record of the topic, whose domain is in the record itself. */
    public static Reading read(byte[] record) {
        return read(record, null);
    }

    /** Reads a record that came through the door of {@code door}; null: the record must name its domain. */
    public static Reading read(byte[] record, @Nullable DomainName door) {
        JsonNode node;
        try {
            node = Json.tree(record);
        } catch (JsonProcessingException e) {
            return new Reading.Rejected(
                    Reason.BROKEN_JSON,
                    "record",
                    "is not valid JSON (" + e.getOriginalMessage() + "): send one JSON object");
        }
        return read(node, door);
    }

    /** As {@link #read(byte[], DomainName)}, for a record that has been parsed. */
    public static Reading read(JsonNode node, @Nullable DomainName door) {
        if (!(node instanceof ObjectNode record)) {
            return new Reading.Rejected(Reason.BROKEN_JSON, "record", "must be a JSON object with text and label");
        }
        Reading.@Nullable Rejected shape = shape(record, door);
        if (shape != null) {
            return shape;
        }
        ObjectNode full = record.deepCopy();
        if (full.path("id").isMissingNode() || full.path("id").isNull()) {
            full.put("id", idOf(record));
        }
        if (door != null) {
            full.put("domain", door.value());
        }
        if (!full.has("format")) {
            full.put("format", Example.FORMAT);
        }
        try {
            return new Reading.Accepted(Json.convert(full, Example.class));
        } catch (InvalidValue e) {
            return new Reading.Rejected(Reason.INVALID_FIELD, e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static Reading.@Nullable Rejected shape(ObjectNode record, @Nullable DomainName door) {
        for (String field : (Iterable<String>) record::fieldNames) {
            if (!FIELDS.contains(field)) {
                return new Reading.Rejected(
                        Reason.UNKNOWN_FIELD,
                        field,
                        field + ": is not a field of an example: remove it; known are domain, id, text, label, subject,"
                                + " occurredAt, source, spec");
            }
        }
        for (String field : REQUIRED) {
            if (!record.hasNonNull(field)) {
                return missing(field);
            }
            if (!record.get(field).isTextual()) {
                return new Reading.Rejected(Reason.INVALID_FIELD, field, field + ": must be a string");
            }
        }
        if (record.hasNonNull("id") && !record.get("id").isTextual()) {
            return new Reading.Rejected(Reason.INVALID_FIELD, "id", "id: must be a string");
        }
        if (!record.hasNonNull("domain")) {
            return door == null ? missing("domain") : null;
        }
        if (door != null && !record.get("domain").asText().equals(door.value())) {
            return new Reading.Rejected(
                    Reason.WRONG_DOMAIN,
                    "domain",
                    "domain: the record names '" + record.get("domain").asText() + "' but was sent to '" + door
                            + "': send it there, or leave the field out");
        }
        return null;
    }

    private static Reading.Rejected missing(String field) {
        return new Reading.Rejected(Reason.MISSING_FIELD, field, field + ": is missing: add it");
    }

    /** The id of an example without one: a hash of what the client sent, with its fields in order. */
    private static String idOf(ObjectNode record) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        record.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        sorted.remove("domain");
        return Digest.of(Json.text(sorted).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, ID_DIGITS);
    }
}
