package dev.driftline.adapters.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What this machine multiplies with. Which instruction set libtorch chooses is told in its own words and by its own rule; it has no call that tells. */
public final class Processor {
    private static final Path FLAGS = Path.of("/proc/cpuinfo");

    private Processor() {}

    static String capability() {
        String forced = System.getenv("ATEN_CPU_CAPABILITY");
        return forced == null ? capability(flags()) : forced.toUpperCase(Locale.ROOT);
    }

    /** Whether products in bfloat16 are the processor's own. */
    public static boolean multipliesBf16() {
        return multipliesBf16(flags());
    }

    /** Whether products of bytes are added up in one instruction. */
    public static boolean addsUpBytes() {
        return flags().contains("avx512_vnni") || flags().contains("avx_vnni");
    }

    static boolean multipliesBf16(Set<String> flags) {
        return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
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
