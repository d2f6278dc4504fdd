package dev.driftline.cli.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a measurement was taken on.
 *
 * @param processor as the system names it
 * @param threads that the system offers to this process
 */
public record Machine(String processor, int threads, String os, String java) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    public static Machine here() {
        return new Machine(
                nameOfProcessor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version().toString());
    }

    @Override
    public String toString() {
        return processor + ", " + threads + (threads == 1 ? " thread" : " threads") + ", " + os + ", Java " + java;
    }

    private static String nameOfProcessor() {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch");
        }
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
