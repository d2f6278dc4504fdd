package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.program.FreeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process's resident memory as Linux counts it. Its highest mark can be set back to what is held now, so that one process can
 * measure many runs.
 */
public final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MARK = Path.of("/proc/self/clear_refs");
    private static final String SET_MARK_BACK = "5";
    private static final double KILOBYTES_A_MEGABYTE = 1_000_000 / 1024.0;

    /** Gives back what earlier runs left free, and sets the mark back; returns what is held now, where the mark can be set. */
    public Optional<Double> begin() {
        FreeMemory.giveBack();
        try {
            Files.writeString(MARK, SET_MARK_BACK);
        } catch (IOException e) {
            return Optional.empty();
        }
        return megabytes("VmRSS:");
    }

    /** The highest mark since {@link #begin}; since the process began, where that was never called. */
    public Optional<Double> peak() {
        return megabytes("VmHWM:");
    }

    /** What is held now. */
    public Optional<Double> now() {
        return megabytes("VmRSS:");
    }

    private static Optional<Double> megabytes(String field) {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_A_MEGABYTE);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
