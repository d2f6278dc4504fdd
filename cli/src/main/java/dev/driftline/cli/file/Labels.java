package dev.driftline.cli.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The labels that a file uses. */
public final class Labels {
    private Labels() {}

    /** Each once, in alphabetical order, whatever the order of the file; a faulty record is a failure. */
    public static List<String> of(ExampleFile file) {
        TreeSet<String> labels = new TreeSet<>();
        for (Optional<FileRecord> next = file.next(); next.isPresent(); next = file.next()) {
            switch (next.get()) {
                case FileRecord.Ready ready -> labels.add(label(ready));
                case FileRecord.Faulty faulty ->
                    throw fault(faulty.line(), faulty.field() + ": " + faulty.message());
            }
        }
        return List.copyOf(labels);
    }

    private static String label(FileRecord.Ready record) {
        try {
            JsonNode label = Json.tree(record.json().getBytes(StandardCharsets.UTF_8)).path("label");
            if (label.isTextual() && !label.asText().isBlank()) {
                return label.asText();
            }
            throw fault(record.line(), "label: is missing or not a string: add it, or name its column with --label");
        } catch (JsonProcessingException e) {
            throw fault(record.line(), "record: is not valid JSON (" + e.getOriginalMessage() + ")");
        }
    }

    private static Failure fault(long line, String what) {
        return new Failure(ExitCode.FAILURE, "line " + line + ": " + what);
    }
}
