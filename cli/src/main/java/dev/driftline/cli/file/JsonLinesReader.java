package dev.driftline.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; blank lines are passed over. */
final class JsonLinesReader implements RecordReader {
    static final int MAX_LINE_BYTES = 1 << 20;

    private final String name;
    private final InputStream in;
    private final Columns columns;
    private long line;

    JsonLinesReader(String name, InputStream in, Columns columns) {
        this.name = name;
        this.in = in;
        this.columns = columns;
    }

    @Override
    public Optional<FileRecord> next() {
        try {
            ByteArrayOutputStream bytes = nextLine();
            while (bytes != null) {
                Optional<FileRecord> record = record(bytes);
                if (record.isPresent()) {
                    return record;
                }
                bytes = nextLine();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a line, at most one more than the limit; null at the end. */
    private @Nullable ByteArrayOutputStream nextLine() throws IOException {
        int one = in.read();
        if (one < 0) {
            return null;
        }
        line++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (one >= 0 && one != '\n') {
            if (bytes.size() <= MAX_LINE_BYTES) {
                bytes.write(one);
            }
            one = in.read();
        }
        return bytes;
    }

    private Optional<FileRecord> record(ByteArrayOutputStream bytes) {
        if (bytes.size() > MAX_LINE_BYTES) {
            return faulty(
                    "record", "record: is longer than " + MAX_LINE_BYTES + " bytes: is there one JSON object a line?");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return faulty("record", "record: is not UTF-8: " + Encoding.FIX);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (line == 1 && text.startsWith("[")) {
            throw new Failure(
                    ExitCode.FAILURE,
                    name + " is one JSON array: write one object a line, as with: jq -c '.[]' " + name);
        }
        return columns.isNamed() ? projected(text) : Optional.of(new FileRecord.Ready(line, text));
    }

    private Optional<FileRecord> projected(String text) {
        JsonNode node;
        try {
            node = Json.tree("record", text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidValue e) {
            return faulty("record", e.getMessage() + ": write one JSON object a line");
        }
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        copy(node, columns.textOr("text"), example, "text");
        copy(node, columns.labelOr("label"), example, "label");
        copy(node, columns.id() == null ? "id" : columns.id(), example, "id");
        return Optional.of(new FileRecord.Ready(line, Json.text(example)));
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String as) {
        JsonNode value = from.path(field);
        if (value.isNumber() || value.isBoolean()) {
            to.put(as, value.asText());
        } else if (!value.isMissingNode()) {
            to.set(as, value);
        }
    }

    private Optional<FileRecord> faulty(String field, String message) {
        return Optional.of(new FileRecord.Faulty(line, field, message));
    }
}
