package dev.driftline.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** One line that is drawn over and over while a file is sent; nothing at all where nobody watches. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final double SECONDS_BEFORE_A_GUESS = 2;
    private static final long DRAW_EVERY_NANOS = 100_000_000;

    private final PrintWriter out;
    private final boolean watched;
    private final long totalBytes;
    private final String refused;
    private final long begunNanos = System.nanoTime();
    private long drawnNanos;

    /**
     * A bar on {@code out}.
     *
     * @param totalBytes 0: unknown, then only a count is drawn
     * @param refused what records are called that come to nothing
     */
    public Progress(PrintWriter out, boolean watched, long totalBytes, String refused) {
        this.refused = refused;
        this.out = out;
        this.watched = watched;
        this.totalBytes = totalBytes;
    }

    /** Whether a person looks at this process's terminal. */
    public static boolean isWatched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Draws, unless it was drawn a moment ago. */
    public void show(long bytes, long records, long refusedRecords) {
        long now = System.nanoTime();
        if (watched && now - drawnNanos > DRAW_EVERY_NANOS) {
            drawnNanos = now;
            out.print("\r" + line(bytes, records, refusedRecords));
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

    String line(long bytes, long records, long refusedRecords) {
        double seconds = Math.max(1e-3, (System.nanoTime() - begunNanos) / 1e9);
        String counts = String.format(
                Locale.ROOT, "%,d records, %,.0f/s, %,d %s", records, records / seconds, refusedRecords, refused);
        if (totalBytes <= 0) {
            return counts;
        }
        double share = Math.min(1, (double) bytes / totalBytes);
        int filled = (int) (share * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %s%s",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                share * 100,
                counts,
                left(share, seconds));
    }

    /** How long the rest takes at the pace so far; nothing before that can be told. */
    private static String left(double share, double seconds) {
        if (share <= 0 || share >= 1 || seconds < SECONDS_BEFORE_A_GUESS) {
            return "";
        }
        long left = Math.round(seconds / share * (1 - share));
        return left < 60
                ? String.format(Locale.ROOT, ", %d s left", left)
                : String.format(Locale.ROOT, ", %d min %02d s left", left / 60, left % 60);
    }

    @Override
    public void close() {
        wipe();
    }
}
