package dev.driftline.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** One line that is drawn over and over while a file is sent; nothing at all where nobody watches. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long DRAW_EVERY_NANOS = 100_000_000;

    private final PrintWriter out;
    private final boolean watched;
    private final long totalBytes;
    private final long begunNanos = System.nanoTime();
    private long drawnNanos;

    /**
     * A bar on {@code out}.
     *
     * @param totalBytes 0: unknown, then only a count is drawn
     */
    public Progress(PrintWriter out, boolean watched, long totalBytes) {
        this.out = out;
        this.watched = watched;
        this.totalBytes = totalBytes;
    }

    /** Whether a person looks at this process's terminal. */
    public static boolean isWatched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Draws, unless it was drawn a moment ago. */
    public void show(long bytes, long records, long rejected) {
        long now = System.nanoTime();
        if (watched && now - drawnNanos > DRAW_EVERY_NANOS) {
            drawnNanos = now;
            out.print("\r" + line(bytes, records, rejected));
            out.flush();
        }
    }

    /** Wipes the line, for another to be printed. */
    public void wipe() {
        if (watched) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    String line(long bytes, long records, long rejected) {
        double seconds = Math.max(1e-3, (System.nanoTime() - begunNanos) / 1e9);
        String counts =
                String.format(Locale.ROOT, "%,d records, %,.0f/s, %,d rejected", records, records / seconds, rejected);
        if (totalBytes <= 0) {
            return counts;
        }
        double share = Math.min(1, (double) bytes / totalBytes);
        int filled = (int) (share * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %s",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                share * 100,
                counts);
    }

    @Override
    public void close() {
        wipe();
    }
}
