package dev.driftline.benchmarks.data;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of JSON lines, each with {@code text} and {@code label}; other fields are passed over.
 *
 * @param digest of the bytes
 */
record LabelledFile(List<Labelled> lines, Digest digest) {
    /** One line. */
    record Labelled(String text, String label) {}

    LabelledFile {
        lines = List.copyOf(lines);
    }

    /** Throws with line and field on the first line that does not fit. */
    static LabelledFile read(String option, Path file) {
        unless(Files.isRegularFile(file), option, "there is no file " + file + ": name one of JSON lines");
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        List<Labelled> lines = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                lines.add(parse(line, file + " line " + number));
            }
        }
        unless(!lines.isEmpty(), option, file + " holds no example");
        return new LabelledFile(lines, Digest.of(bytes));
    }

    private static Labelled parse(String line, String where) {
        JsonNode node = Json.tree(where, line.getBytes(StandardCharsets.UTF_8));
        if (node.hasNonNull("text_pair") || node.hasNonNull("textPair")) {
            throw new InvalidValue(
                    "text_pair",
                    where + ": text_pair: pairs are not compared here: leave the field out or join the texts");
        }
        return new Labelled(string(node, "text", where), string(node, "label", where));
    }

    private static String string(JsonNode node, String field, String where) {
        String value = node.path(field).asText("");
        if (!node.path(field).isTextual() || value.isBlank()) {
            throw new InvalidValue(field, where + ": " + field + ": must be a string that is not blank");
        }
        return value;
    }
}
