package dev.driftline.benchmarks.trial;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process's resident memory as Linux counts it. Its highest mark can be set back to what is held now, so that one process can
 * measure many runs.
 */
public final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MARK = Path.of("/proc/self/clear_refs");
    private static final String SET_MARK_BACK = "5";
    private static final double KILOBYTES_A_MEGABYTE = 1_000_000 / 1024.0;

    private final @Nullable MethodHandle trim;

    public Memory() {
        trim = Linker.nativeLinker()
                .defaultLookup()
                .find("malloc_trim")
                .map(Memory::handle)
                .orElse(null);
    }

    @SuppressWarnings("restricted") // one call of the C library, for which Java has none
    private static MethodHandle handle(MemorySegment function) {
        return Linker.nativeLinker()
                .downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    }

    /** Gives back what earlier runs left free, and sets the mark back; returns what is held now, where the mark can be set. */
    public Optional<Double> begin() {
        System.gc();
        if (trim != null) {
            try {
                int _ = (int) trim.invokeExact(0L);
            } catch (Throwable e) {
                throw new IllegalStateException("malloc_trim cannot be called", e);
            }
        }
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
