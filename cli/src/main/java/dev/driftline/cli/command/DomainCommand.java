package dev.driftline.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "domain",
        mixinStandardHelpOptions = true,
        description = "Create domains and look at them.",
        subcommands = {
            DomainCreateCommand.class,
            DomainListCommand.class,
            DomainShowCommand.class,
            DomainContinueCommand.class
        },
        footer = {"", "Example:", "  ./driftline domain create spam --labels spam,ham"})
final class DomainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "domain: say which of create, list, show, continue");
    }
}
