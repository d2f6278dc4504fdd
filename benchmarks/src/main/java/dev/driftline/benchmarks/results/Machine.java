package dev.driftline.benchmarks.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run was measured on.
 *
 * @param processor as the system names it
 * @param cores that the system offers to this process
 * @param capability instruction set that the tensor library uses
 */
public record Machine(String processor, int cores, String capability, String java) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    public static Machine here(String capability) {
        return new Machine(
                nameOfProcessor(),
                Runtime.getRuntime().availableProcessors(),
                capability,
                Runtime.version().toString());
    }

    @Override
    public String toString() {
        return processor + " (" + capability + "), " + cores + (cores == 1 ? " core" : " cores") + ", Java " + java;
    }

    private static String nameOfProcessor() {
        try {
            return new String(Files.readAllBytes(CPUS), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
