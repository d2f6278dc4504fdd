package dev.driftline.benchmarks;

import dev.driftline.benchmarks.command.BenchmarksCommand;

/** Starts one bench; the driftline command begins this in a JVM of its own, since it loads the tensor library. */
public final class Main {
    private Main() {}

    /** Runs one bench and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(BenchmarksCommand.commandLine().execute(arguments));
    }
}
