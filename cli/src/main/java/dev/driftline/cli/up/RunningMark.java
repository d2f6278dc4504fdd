package dev.driftline.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file named by this process's id, so that the script leaves builds alone from which a system runs. */
final class RunningMark implements AutoCloseable {
    private final Path file;

    private RunningMark(Path file) {
        this.file = file;
    }

    static RunningMark set(Path home) {
        Path file = home.resolve("target/running")
                .resolve(String.valueOf(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunningMark(file);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
