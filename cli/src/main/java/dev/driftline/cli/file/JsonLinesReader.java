package dev.driftline.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One JSON object a line; blank lines are passed over. */
final class JsonLinesReader implements RecordReader {
    private static final String PAIR = Columns.TEXT_PAIRS.getFirst();
    private static final String OTHER_PAIR = Columns.TEXT_PAIRS.getLast();

    private final String name;
    private final Lines lines;
    private final Columns columns;
    private boolean over;

    JsonLinesReader(String name, InputStream in, Columns columns) {
        this.name = name;
        lines = new Lines(in);
        this.columns = columns;
    }

    @Override
    public Optional<FileRecord> next() {
        if (over) {
            return Optional.empty();
        }
        try {
            for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<FileRecord> record = record(line.get());
                if (record.isPresent()) {
                    return record;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            over = true;
            return Optional.of(FileRecord.Faulty.unreadable(lines.number() + 1, e));
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<FileRecord> record(Lines.Line line) {
        if (line.isTooLong()) {
            return faulty(
                    line, "record: is longer than " + Lines.MAX_BYTES + " bytes: is there one JSON object a line?");
        }
        if (!line.isUtf8()) {
            return faulty(line, "record: is not UTF-8: " + Encoding.FIX);
        }
        String text = line.text().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (line.number() == 1 && text.startsWith("[")) {
            throw new Failure(
                    ExitCode.FAILURE,
                    name + " is one JSON array: write one object a line, as with: jq -c '.[]' " + name);
        }
        return columns.isNamed() ? projected(line, text) : Optional.of(new FileRecord.Ready(line.number(), own(text)));
    }

    /** The record as it is, with another's name for the second text replaced by ours. */
    private static String own(String text) {
        if (!text.contains(OTHER_PAIR)) {
            return text;
        }
        try {
            JsonNode node = Json.tree("record", text.getBytes(StandardCharsets.UTF_8));
            if (node instanceof ObjectNode record && record.has(OTHER_PAIR) && !record.has(PAIR)) {
                record.set(PAIR, record.remove(OTHER_PAIR));
                return Json.text(record);
            }
            return text;
        } catch (InvalidValue e) {
            return text; // ingest says what is wrong with it
        }
    }

    private Optional<FileRecord> projected(Lines.Line line, String json) {
        JsonNode node;
        try {
            node = Json.tree("record", json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidValue e) {
            return faulty(line, e.getMessage() + ": write one JSON object a line");
        }
        String text = columns.textOr("text");
        if (!columns.labelled() && !node.has(text)) {
            return lacking(line, "text", text, "name the one of texts with --text");
        }
        String pair = columns.textPair();
        if (pair != null && !node.has(pair)) {
            return lacking(line, PAIR, pair, "name the one of second texts with --text-pair, or write null for none");
        }
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        copy(node, text, example, "text");
        copy(node, pair == null ? usualPair(node) : pair, example, PAIR);
        if (columns.labelled()) {
            copy(node, columns.labelOr("label"), example, "label");
        }
        copy(node, columns.id() == null ? "id" : columns.id(), example, "id");
        return Optional.of(new FileRecord.Ready(line.number(), Json.text(example)));
    }

    private static String usualPair(JsonNode node) {
        return node.has(PAIR) ? PAIR : OTHER_PAIR;
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String as) {
        JsonNode value = from.path(field);
        if (value.isNumber() || value.isBoolean()) {
            to.put(as, value.asText());
        } else if (!value.isMissingNode()) {
            to.set(as, value);
        }
    }

    private static Optional<FileRecord> lacking(Lines.Line line, String part, String field, String fix) {
        return Optional.of(
                new FileRecord.Faulty(line.number(), part, part + ": the record has no field '" + field + "': " + fix));
    }

    private static Optional<FileRecord> faulty(Lines.Line line, String message) {
        return Optional.of(new FileRecord.Faulty(line.number(), "record", message));
    }
}
