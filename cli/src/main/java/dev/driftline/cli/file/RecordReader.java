package dev.driftline.cli.file;

import java.util.Optional;

/** Records of one file, in order, read as they are asked for. */
public interface RecordReader extends AutoCloseable {
    /** The next record; empty at the end. */
    Optional<FileRecord> next();

    @Override
    void close();
}
