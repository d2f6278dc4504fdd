package dev.driftline.cli.file;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file holds its records. */
public enum Format {
    /** One JSON object a line. */
    JSONL,
    /** A heading, then one record a row, with commas, semicolons or tabs between the columns. */
    CSV;

    /** What a command was told; else by the name of a file that is there, and JSON lines on standard input. */
    public static Format of(@Nullable Format told, String name) {
        if (told != null) {
            return told;
        }
        if (name.equals(ExampleFile.STANDARD_INPUT)) {
            return JSONL;
        }
        ExampleFile.requireFile(name);
        return ofName(name);
    }

    /** By the ending of a file's name. */
    static Format ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
            return CSV;
        }
        if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson") || lower.endsWith(".json")) {
            return JSONL;
        }
        throw new Failure(
                ExitCode.USAGE,
                name + ": what it holds cannot be told from its name: say --format jsonl or --format csv");
    }
}
