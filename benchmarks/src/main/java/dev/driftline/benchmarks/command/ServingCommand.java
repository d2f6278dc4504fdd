package dev.driftline.benchmarks.command;

import dev.driftline.benchmarks.serving.Answers;
import dev.driftline.benchmarks.serving.OverHttp;
import dev.driftline.benchmarks.serving.ServingReport;
import dev.driftline.benchmarks.serving.ServingText;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times answers and prints each ratio beside its aim. */
@Command(
        name = "serving",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How long an answer takes: forms of the base beside ONNX Runtime, and batches of many domains beside a merged model.",
            "",
            "All in one process, on the same weights, cores and texts. Blocks of the works that are compared alternate, every"
                    + " second round in the other order; a ratio is of medians. A bare key is the worst of its shapes and"
                    + " methods, which stand beside it. An aim is met or not met, and nothing fails for it.",
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench serving",
            "  ./driftline bench serving --url http://127.0.0.1:7073 --domain support",
            "  ./driftline bench serving --blocks 15 --json | tail -1"
        })
final class ServingCommand implements Callable<Integer> {
    @Option(
            names = "--blocks",
            defaultValue = "7",
            paramLabel = "N",
            description = "blocks of each work (default: ${DEFAULT-VALUE})")
    private int blocks;

    @Option(
            names = "--repeat",
            defaultValue = "20",
            paramLabel = "N",
            description = "calls of 1 x 32 in a block; fewer of larger ones (default: ${DEFAULT-VALUE})")
    private int repeat;

    @Mixin
    private OnDevice on;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "T",
            description = "of either library; 0: one a core (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "a running service, as http://127.0.0.1:7073: measure what HTTP adds to its engine, and nothing else")
    private @Nullable URI url;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "with --url: who is asked")
    private @Nullable String domain;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            paramLabel = "N",
            description = "with --url: of each load (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line of standard output")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter aside = spec.commandLine().getErr();
        if (url != null) {
            return overHttp(url, aside);
        }
        ServingReport report =
                new Answers(on.device, threads, blocks, repeat).measure(LocalDate.now(ZoneOffset.UTC), aside::println);
        PrintWriter words = spec.commandLine().getOut();
        words.print(new ServingText(report));
        if (json) {
            words.println(Json.text(report));
        }
        words.flush();
        return 0;
    }

    private int overHttp(URI service, PrintWriter aside) {
        if (domain == null) {
            throw new InvalidValue("--domain", "--domain: must name a domain of the service that --url names");
        }
        OverHttp.Measured measured =
                new OverHttp(service, new DomainName(domain), threads, seconds).measure(aside::println);
        PrintWriter words = spec.commandLine().getOut();
        words.print(measured);
        if (json) {
            words.println(Json.text(measured));
        }
        words.flush();
        return 0;
    }
}
