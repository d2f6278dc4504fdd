package dev.driftline.cli.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How much memory a process holds, as the operating system tells it. */
final class Memory {
    private static final String RESIDENT = "VmRSS:";
    private static final long PS_SECONDS = 2;

    private Memory() {}

    /** Resident bytes; 0 when the process is gone or the system does not say. */
    static long residentBytes(long pid) {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        try {
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(RESIDENT))
                        .findFirst()
                        .map(Memory::kilobytes)
                        .orElse(0L);
            }
            return Files.isDirectory(Path.of("/proc/self")) ? 0 : fromPs(pid);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long kilobytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }

    private static long fromPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
        try {
            String out = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return ps.waitFor(PS_SECONDS, TimeUnit.SECONDS) && !out.isEmpty() ? kilobytes(out) : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
