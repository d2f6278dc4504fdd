package dev.driftline.cli.bench;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.ExampleFile;
import dev.driftline.cli.file.FileRecord;
import dev.driftline.cli.file.Format;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Labelled files as JSON lines with text and label: as they are where they are so already, else copies in a folder, gone at close. */
final class PlainFiles implements AutoCloseable {
    private final Columns columns;
    private final @Nullable Format format;
    private final Path folder;

    PlainFiles(Columns columns, @Nullable Format format) {
        this.columns = columns;
        this.format = format;
        try {
            folder = Files.createTempDirectory("driftline-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws with the line of the first record that is none. */
    Path of(String name) {
        Format own = Format.of(format, name);
        if (own == Format.JSONL && columns.equals(Columns.DEFAULT)) {
            return Path.of(name);
        }
        Path copy = folder.resolve(Path.of(name).getFileName() + ".jsonl");
        try (ExampleFile file = ExampleFile.open(name, InputStream.nullInputStream(), own, columns);
                BufferedWriter out = Files.newBufferedWriter(copy)) {
            for (Optional<FileRecord> next = file.next(); next.isPresent(); next = file.next()) {
                switch (next.get()) {
                    case FileRecord.Ready ready -> out.append(ready.json()).append('\n');
                    case FileRecord.Faulty faulty ->
                        throw new Failure(ExitCode.USAGE, name + " line " + faulty.line() + ": " + faulty.message());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(copy + " cannot be written", e);
        }
        return copy;
    }

    @Override
    public void close() {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed", e);
        }
    }
}
