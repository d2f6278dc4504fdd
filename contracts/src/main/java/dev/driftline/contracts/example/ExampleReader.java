package dev.driftline.contracts.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record, from whichever door it came, into an {@link Example} or a rejection; the same record gets the same
 * words everywhere. A field that is null is a field that is absent. Does not know which domains exist:
 * {@link DomainCheck} does.
 */
public final class ExampleReader {
    private static final Set<String> FIELDS = new LinkedHashSet<>(
            List.of("format", "domain", "id", "text", "textPair", "label", "subject", "occurredAt", "source", "spec"));
    private static final Set<String> NUMBERS = Set.of("format", "spec");
    private static final int ID_DIGITS = 32;

    private ExampleReader() {}

    /** Reads a record of the topic, whose domain is in the record itself. */
    public static Reading read(byte[] record) {
        return read(record, null, null);
    }

    /**
     * Reads a record that came through a door.
     *
     * @param door the domain it was sent to; null: the record must name its domain
     * @param source the record's source unless it names one
     */
    public static Reading read(byte[] record, @Nullable DomainName door, @Nullable String source) {
        try {
            return read(Json.tree("record", record), door, source);
        } catch (InvalidValue e) {
            return new Reading.Rejected(
                    Reason.BROKEN_JSON, "record", e.getMessage() + ": send one JSON object in UTF-8");
        }
    }

    /** As {@link #read(byte[], DomainName, String)}, for a record that has been parsed. */
    public static Reading read(JsonNode node, @Nullable DomainName door, @Nullable String source) {
        if (!(node instanceof ObjectNode record)) {
            return new Reading.Rejected(
                    Reason.BROKEN_JSON, "record", "record: must be a JSON object with text and label");
        }
        Reading.@Nullable Rejected misshapen = shape(record, door);
        if (misshapen != null) {
            return misshapen;
        }
        try {
            return new Reading.Accepted(example(record, door, source));
        } catch (InvalidValue e) {
            return new Reading.Rejected(Reason.INVALID_FIELD, e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static Reading.@Nullable Rejected shape(ObjectNode record, @Nullable DomainName door) {
        for (var field : record.properties()) {
            Reading.@Nullable Rejected wrong = shape(field.getKey(), field.getValue());
            if (wrong != null) {
                return wrong;
            }
        }
        for (String field : door == null ? List.of("domain", "text", "label") : List.of("text", "label")) {
            if (!record.hasNonNull(field)) {
                return new Reading.Rejected(Reason.MISSING_FIELD, field, field + ": is missing: add it");
            }
        }
        String named = string(record, "domain");
        if (door != null && named != null && !named.equals(door.value())) {
            return new Reading.Rejected(
                    Reason.WRONG_DOMAIN,
                    "domain",
                    "domain: the record names " + Quote.of(named) + " but was sent to '" + door
                            + "': send it there, or leave the field out");
        }
        return null;
    }

    private static Reading.@Nullable Rejected shape(String field, JsonNode value) {
        if (!FIELDS.contains(field)) {
            String name = Quote.bare(field);
            return new Reading.Rejected(
                    Reason.UNKNOWN_FIELD,
                    name,
                    name + ": is not a field of an example: remove it; known are " + String.join(", ", FIELDS));
        }
        if (value.isNull()) {
            return null;
        }
        if (NUMBERS.contains(field)) {
            return value.isIntegralNumber() && value.canConvertToInt()
                    ? null
                    : new Reading.Rejected(Reason.INVALID_FIELD, field, field + ": must be a whole number");
        }
        return value.isTextual()
                ? null
                : new Reading.Rejected(Reason.INVALID_FIELD, field, field + ": must be a string");
    }

    private static Example example(ObjectNode record, @Nullable DomainName door, @Nullable String source) {
        String id = string(record, "id");
        String from = string(record, "source");
        Integer format = number(record, "format");
        return new Example(
                format == null ? Example.FORMAT : format,
                door == null ? new DomainName(record.get("domain").textValue()) : door,
                id == null ? idOf(record) : id,
                record.get("text").textValue(),
                string(record, "textPair"),
                record.get("label").textValue(),
                string(record, "subject"),
                time(string(record, "occurredAt")),
                from == null ? source : from,
                number(record, "spec"));
    }

    private static @Nullable String string(ObjectNode record, String field) {
        return record.hasNonNull(field) ? record.get(field).textValue() : null;
    }

    private static @Nullable Integer number(ObjectNode record, String field) {
        return record.hasNonNull(field) ? record.get(field).intValue() : null;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidValue(
                    "occurredAt", "occurredAt: must be a time with its zone, such as 2026-01-31T12:00:00Z");
        }
    }

    /** The id of an example without one: a hash of what the client sent, with its fields in order. */
    private static String idOf(ObjectNode record) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        record.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                sorted.put(field.getKey(), field.getValue());
            }
        });
        sorted.remove("domain");
        return Digest.of(Json.text(sorted).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, ID_DIGITS);
    }
}
