package dev.driftline.benchmarks.results;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finished runs as JSON lines, in one file for each process that writes; all are read. */
public final class ResultsFolder {
    private static final byte[] NEW_LINE = {'\n'};

    private final Path folder;
    private final Path own;

    /** @param file that this process alone writes to */
    public ResultsFolder(Path folder, String file) {
        this.folder = folder;
        this.own = folder.resolve(file);
    }

    /**
     * All lines of all files at one moment.
     *
     * @param lines by their runs' names
     * @param foreign lines that are whole but not of this form, or not whole: written by another version, or cut off when a process ended
     */
    public record Content(Map<Digest, ResultLine> lines, int foreign) {
        public Content {
            lines = Map.copyOf(lines);
        }

        public Optional<ResultLine> of(Digest key) {
            return Optional.ofNullable(lines.get(key));
        }
    }

    public Content read() {
        Map<Digest, ResultLine> lines = new HashMap<>();
        int foreign = 0;
        for (String text : texts()) {
            try {
                ResultLine line = Json.read(text.getBytes(StandardCharsets.UTF_8), ResultLine.class);
                lines.putIfAbsent(line.key(), line);
            } catch (InvalidValue e) {
                foreign++;
            }
        }
        return new Content(lines, foreign);
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "results*.jsonl")) {
            for (Path file : files) {
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(texts::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("--out " + folder + " cannot be read", e);
        }
        return texts;
    }

    /** Adds a line, on a line of its own also where the last writer was cut off. */
    public void append(ResultLine line) {
        try {
            Files.createDirectories(folder);
            if (Files.exists(own) && !endsInNewLine()) {
                Files.write(own, NEW_LINE, StandardOpenOption.APPEND);
            }
            Files.writeString(own, Json.text(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("--out " + own + " cannot be written", e);
        }
    }

    private boolean endsInNewLine() throws IOException {
        byte[] bytes = Files.readAllBytes(own);
        return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
