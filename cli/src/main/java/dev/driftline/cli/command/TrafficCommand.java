package dev.driftline.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "traffic",
        mixinStandardHelpOptions = true,
        description = "Let a share of a domain's clients go to another version than the live one.",
        subcommands = {TrafficSetCommand.class, TrafficShowCommand.class, TrafficClearCommand.class},
        footer = {"", "Example:", "  ./driftline traffic set support 8 --share 10%% --compare"})
final class TrafficCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "traffic: say which of set, show, clear");
    }
}
