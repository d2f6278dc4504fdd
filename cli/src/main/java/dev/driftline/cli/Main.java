package dev.driftline.cli;

import dev.driftline.cli.command.DriftlineCommand;

/** The driftline command. */
public final class Main {
    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(DriftlineCommand.commandLine().execute(arguments));
    }
}
