package dev.driftline.benchmarks.command;

import dev.driftline.benchmarks.run.Stalled;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the benches that need no line. */
@Command(
        name = "./driftline bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measure the methods, outside the line.",
        subcommands = {
            MethodsCommand.class,
            StepCommand.class,
            ServingCommand.class,
            WeightsCommand.class,
            StartsCommand.class
        })
public final class BenchmarksCommand implements Callable<Integer> {
    private static final int HELP_WIDTH = 110;
    private static final int FAILED = 1;
    private static final int USED_WRONGLY = 2;

    @Spec
    private CommandSpec spec;

    private BenchmarksCommand() {}

    /** A fresh command line, ready to execute one bench. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new BenchmarksCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setExecutionExceptionHandler(BenchmarksCommand::failed);
        line.setParameterExceptionHandler(BenchmarksCommand::usedWrongly);
        return line;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "bench: say which: methods, step, weights or starts");
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        return switch (e) {
            case InvalidValue invalid -> say(line, invalid, USED_WRONGLY);
            case Stalled stalled -> say(line, stalled, FAILED);
            case UncheckedIOException away -> say(line, away, FAILED);
            default -> throw e;
        };
    }

    private static int usedWrongly(CommandLine.ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("driftline: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return USED_WRONGLY;
    }

    private static int say(CommandLine line, Exception e, int code) {
        line.getErr().println("driftline: " + e.getMessage());
        line.getErr().flush();
        return code;
    }
}
