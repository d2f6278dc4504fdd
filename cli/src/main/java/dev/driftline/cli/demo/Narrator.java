package dev.driftline.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the story, with colour where a person watches. Many threads may call; a line is never torn. */
final class Narrator {
    private static final String BOLD = "1";
    private static final String DIM = "2";

    private final PrintStream out;
    private final boolean colour;
    private final long begunNanos = System.nanoTime();

    Narrator(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Seconds since the story began, as each line carries them. */
    double seconds() {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    synchronized void title(String text) {
        out.println();
        out.println(paint(BOLD, text));
    }

    synchronized void say(String text) {
        out.println("  " + text);
    }

    /** Something for the second glance. */
    synchronized void note(String text) {
        out.println("  " + paint(DIM, text));
    }

    /** What happened now. */
    void event(String text) {
        say(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), text));
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
