package dev.driftline.adapters.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which instruction set libtorch chooses on this machine, in its own words and by its own rule; it has no call that tells. */
final class Processor {
    private static final Path FLAGS = Path.of("/proc/cpuinfo");

    private Processor() {}

    static String capability() {
        String forced = System.getenv("ATEN_CPU_CAPABILITY");
        return forced == null ? capability(flags()) : forced.toUpperCase(Locale.ROOT);
    }

    static String capability(Set<String> flags) {
        if (flags.containsAll(List.of("avx512vl", "avx512bw", "avx512dq", "fma"))) {
            return "AVX512";
        }
        return flags.containsAll(List.of("avx2", "fma")) ? "AVX2" : "DEFAULT";
    }

    private static Set<String> flags() {
        if (!Files.isReadable(FLAGS)) {
            return Set.of();
        }
        try (var lines = Files.lines(FLAGS)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> (Set<String>) new HashSet<>(Arrays.asList(line.split("\\s+"))))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }
}
