package dev.driftline.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of labelled texts: JSON lines with `text`, `label` and, for pairs, `textPair` or `text_pair`; other fields are passed over. */
final class LabelledFile {
    private LabelledFile() {}

    /** All texts in the file's order; throws with line and field on the first that does not fit. */
    static List<Labelled> read(Path file) {
        List<Labelled> all = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                all.add(parse(line, file + " line " + number));
            }
        }
        if (all.isEmpty()) {
            throw new Failure(ExitCode.USAGE, file + " holds no example");
        }
        return all;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.NOT_FOUND, "there is no file " + file, e);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, file + " cannot be read as UTF-8 text: " + e, e);
        }
    }

    private static Labelled parse(String line, String where) {
        JsonNode node = Json.tree(where, line.getBytes(StandardCharsets.UTF_8));
        String pair = node.hasNonNull("textPair") ? "textPair" : "text_pair";
        return new Labelled(
                string(node, "text", where),
                node.hasNonNull(pair) ? string(node, pair, where) : null,
                string(node, "label", where));
    }

    private static String string(JsonNode node, String field, String where) {
        String value = node.path(field).asText("");
        if (!node.path(field).isTextual() || value.isBlank()) {
            throw new Failure(ExitCode.USAGE, where + ": " + field + " must be a string that is not blank");
        }
        return value;
    }
}
