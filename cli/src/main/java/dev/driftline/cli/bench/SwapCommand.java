package dev.driftline.cli.bench;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.line.Host;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a swap costs those who ask meanwhile. */
@Command(
        name = "swap",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Swap the live version once a second while as much is asked as serving can bear.",
            "",
            "Starts a system of its own. Blocks with swaps alternate with blocks without; every answer is held against the"
                    + " version that it names: an answer of another version's scores counts as mixed."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench swap",
            "  ./driftline bench swap --blocks 2 --seconds 6     a quick look"
        })
final class SwapCommand implements Callable<Integer> {
    @Option(
            names = "--blocks",
            defaultValue = "5",
            paramLabel = "N",
            description = "of each kind (default: ${DEFAULT-VALUE})")
    private int blocks;

    @Option(
            names = "--seconds",
            defaultValue = "24",
            paramLabel = "S",
            description = "of each block (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--clients",
            defaultValue = "8",
            paramLabel = "N",
            description = "that ask without a pause (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--domains",
            defaultValue = "8",
            paramLabel = "N",
            description = "that are asked, all alike (default: ${DEFAULT-VALUE})")
    private int domains;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line; progress goes to standard error")
    private boolean json;

    @Override
    public Integer call() {
        InvalidValue.unless(blocks >= 1, "--blocks", "must be 1 or more");
        InvalidValue.unless(seconds >= 2, "--seconds", "must be 2 or more");
        InvalidValue.unless(domains >= 1, "--domains", "must be 1 or more");
        PrintStream words = json ? System.err : System.out;
        words.println("Starting broker, object store and four services");
        try (Host host = Host.own(line -> words.println("  " + line), Map.of())) {
            SwapReport report = new SwapBench(host, blocks, Duration.ofSeconds(seconds), clients, domains, words).run();
            words.println();
            words.print(report.words());
            if (json) {
                System.out.println(Json.text(report));
            }
        }
        return ExitCode.OK.number();
    }
}
