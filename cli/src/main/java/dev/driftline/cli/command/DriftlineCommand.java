package dev.driftline.cli.command;

import dev.driftline.cli.bench.BenchCommand;
import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.demo.DemoCommand;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands. */
@Command(
        name = "driftline",
        mixinStandardHelpOptions = true,
        version = "driftline 0.1.0",
        sortOptions = false,
        description = "Labelled events in, adapted model out, in seconds.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DomainCommand.class,
            IngestCommand.class,
            PredictCommand.class,
            FeedbackCommand.class,
            VersionsCommand.class,
            WhyCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            ReleaseCommand.class,
            TrafficCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            RejectedCommand.class,
            DemoCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Of the script alone: test (builds and tests everything), check and fix (style).",
            "",
            "Exit codes: 0 done, 1 failed, 2 used wrongly, 3 some records were rejected, 4 not found, 5 refused,"
                    + " 69 a service does not answer.",
            "",
            "Begin with:",
            "  ./driftline up -d",
            "  ./driftline domain create support --from tickets.csv --text message --label team",
            "  ./driftline ingest support tickets.csv --text message --label team",
            "  ./driftline predict support \"my invoice is wrong\"",
            "  ./driftline status"
        })
public final class DriftlineCommand implements Callable<Integer> {
    private static final int HELP_WIDTH = 110;

    private DriftlineCommand() {}

    /** A fresh command line, ready to execute one command. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new DriftlineCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(HELP_WIDTH);
        line.registerConverter(DomainName.class, DriftlineCommand::domainName);
        Misuse.registerNumbers(line);
        abbreviate(line);
        line.setExecutionExceptionHandler(DriftlineCommand::failed);
        line.setParameterExceptionHandler(DriftlineCommand::usedWrongly);
        return line;
    }

    /** Without a command: what there is. */
    @Override
    public Integer call() {
        commandLine().usage(System.out);
        return ExitCode.USAGE.number();
    }

    private static void abbreviate(CommandLine line) {
        line.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        line.getSubcommands().values().forEach(DriftlineCommand::abbreviate);
    }

    private static DomainName domainName(String text) {
        try {
            return new DomainName(text);
        } catch (InvalidValue e) {
            throw new TypeConversionException("'" + text + "' is not a domain's name: " + e.getMessage());
        }
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        return switch (e) {
            case ServiceFailure failure -> say(line, new TypedOptions(line).words(failure), failure.exitCode());
            case Failure failure -> say(line, failure.words(), failure.exitCode());
            case InvalidValue invalid -> say(line, new TypedOptions(line).words(invalid), ExitCode.USAGE);
            default -> throw e;
        };
    }

    private static int usedWrongly(CommandLine.ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("driftline: " + Misuse.words(e));
        boolean option = e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
        if (!option || !UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: ./" + line.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static int say(CommandLine line, String words, ExitCode code) {
        line.getErr().println("driftline: " + words);
        line.getErr().flush();
        return code.number();
    }
}
