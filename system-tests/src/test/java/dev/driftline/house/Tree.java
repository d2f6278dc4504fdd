package dev.driftline.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The project's own files. */
public final class Tree {
    public static final Path ROOT = root();
    static final List<String> MODULES = List.of(
            "contracts",
            "adapters",
            "registry-service",
            "trainer-service",
            "serving-service",
            "ingest-service",
            "benchmarks",
            "cli");

    private Tree() {}

    /** Files below {@code folder} whose name ends in {@code ending}, build outputs left out. */
    public static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path module = Path.of("").toAbsolutePath();
        return module.endsWith("system-tests") ? Objects.requireNonNull(module.getParent()) : module;
    }
}
