package dev.driftline.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
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
                case FileRecord.Faulty faulty -> throw fault(faulty.line(), faulty.message());
            }
        }
        return List.copyOf(labels);
    }

    private static String label(FileRecord.Ready record) {
        JsonNode label;
        try {
            label = Json.tree("record", record.json().getBytes(StandardCharsets.UTF_8))
                    .path("label");
        } catch (InvalidValue e) {
            throw fault(record.line(), String.valueOf(e.getMessage()));
        }
        if (!label.isTextual() || label.asText().isBlank()) {
            throw fault(record.line(), "label: is missing or not a string: add it, or name its column with --label");
        }
        return label.asText();
    }

    private static Failure fault(long line, String what) {
        return new Failure(ExitCode.FAILURE, "line " + line + ": " + what);
    }
}
