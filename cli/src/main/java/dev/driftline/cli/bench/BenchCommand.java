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
            "Measure the line, and the methods.",
            "",
            "accuracy, fleet and swap start a system of their own in a temporary folder, unless --running or --url names one;"
                    + " the others need none. With --json"
                    + " a bench ends in one JSON object on the last line."
        },
        subcommands = {
            AccuracyCommand.class,
            MethodsCommand.class,
            StepCommand.class,
            ServingCommand.class,
            WeightsCommand.class,
            StartsCommand.class,
            FleetCommand.class,
            SwapCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench accuracy --train train.jsonl --test test.jsonl --method edora",
            "  ./driftline bench methods --train train.jsonl --test test.jsonl --labels 100 --seeds 5",
            "  ./driftline bench step --peft venv/bin/python",
            "  ./driftline bench fleet --domains 1000",
            "  ./driftline bench weights --train train.jsonl --labels 100"
        })
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "bench: say which: accuracy, methods, step, serving, weights, starts, fleet or swap");
    }
}
