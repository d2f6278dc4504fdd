package dev.driftline.cli.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of all benches. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure the line.",
            "",
            "Each bench starts a system of its own in a temporary folder, unless --running, and ends, with --json, in"
                    + " one JSON object on the last line."
        },
        subcommands = AccuracyCommand.class,
        footer = {"", "Example:", "  ./driftline bench accuracy --train train.jsonl --test test.jsonl --method edora"})
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "bench: say which: accuracy");
    }
}
