package dev.driftline.cli.file;

import java.io.IOException;

/** A record of a file: ready to be sent, or faulty in a way that only the file's reader can see. */
public sealed interface FileRecord {
    /** The line on which it begins, from 1. */
    long line();

    /** One line of JSON; whether it is an example is for ingest to say. */
    record Ready(long line, String json) implements FileRecord {}

    /**
     * Not even a record.
     *
     * @param field the field at fault, or {@code record} for the whole
     * @param message begins with the field; what is wrong and how to mend it
     */
    record Faulty(long line, String field, String message) implements FileRecord {
        /** The end of a file of which the rest cannot be read. */
        static Faulty unreadable(long line, IOException why) {
            return new Faulty(
                    line,
                    "record",
                    "record: from here on the file cannot be read (" + why.getMessage()
                            + "): send it again when it can be");
        }
    }
}
