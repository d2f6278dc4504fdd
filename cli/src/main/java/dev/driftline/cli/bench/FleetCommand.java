package dev.driftline.cli.bench;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.fleet.Teacher;
import dev.driftline.cli.line.Host;
import dev.driftline.cli.load.Load;
import dev.driftline.cli.load.LoadReport;
import dev.driftline.cli.load.ServingQuestion;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.wire.Json;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many domains, few of them in memory: what an answer costs then. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Ask many domains, some often and most hardly ever, of a serving that holds few of them in memory.",
            "",
            "Without --url it starts a system of its own, has one EDoRA adapter learned, makes --domains of it (each with"
                    + " its own bytes and digest) and tells them through the topic adapters. It then asks cold ones one by"
                    + " one and times the last 25, loads the ones in memory with --rate questions a second, and then all of"
                    + " them with the same rate. A question is one text of about 32 tokens over HTTP, timed from when it was due.",
            "With --url it asks the domains that this serving lists, and changes nothing there."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench fleet",
            "  ./driftline bench fleet --domains 10000 --slots 10000 --rate 30",
            "  ./driftline bench fleet --url http://127.0.0.1:7073 --domains 500 --zipf 1.1 --rate 100 --seconds 60"
        })
final class FleetCommand implements Callable<Integer> {
    @Option(names = "--url", paramLabel = "URL", description = "a serving that runs already")
    private @Nullable URI url;

    @Option(
            names = "--domains",
            defaultValue = "1000",
            paramLabel = "N",
            description = "so many are asked (default: ${DEFAULT-VALUE})")
    private int domains;

    @Option(
            names = "--slots",
            defaultValue = "0",
            paramLabel = "N",
            description = "adapters that its own serving may hold in memory (default: a tenth of the domains)")
    private int slots;

    @Option(
            names = "--zipf",
            defaultValue = "1.0",
            paramLabel = "S",
            description =
                    "the k-th most asked is asked 1/k^S as often as the first; 0: all alike (default: ${DEFAULT-VALUE})")
    private double zipf;

    @Option(
            names = "--rate",
            defaultValue = "30",
            paramLabel = "R",
            description = "questions a second, by chance (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            paramLabel = "S",
            description = "of each load (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "of what is asked when (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line; progress goes to standard error")
    private boolean json;

    @Override
    public Integer call() {
        unless(domains >= 1, "--domains", "must be 1 or more");
        unless(slots >= 0 && slots <= domains, "--slots", "must lie in 0.." + domains);
        PrintStream words = json ? System.err : System.out;
        Object report = url == null ? own(words) : elsewhere(url, words);
        if (json) {
            System.out.println(Json.text(report));
        }
        return ExitCode.OK.number();
    }

    private FleetReport own(PrintStream words) {
        int most = slots == 0 ? Math.max(1, domains / 10) : slots;
        words.println("Starting broker, object store and four services");
        int withTeacher = most + 1;
        Map<String, String> serving = Map.of("DRIFTLINE_SERVING_SLOTS_MOST", String.valueOf(withTeacher));
        try (Host host = Host.own(line -> words.println("  " + line), serving)) {
            FleetBench.Plan plan = new FleetBench.Plan(domains, most, zipf, rate, Duration.ofSeconds(seconds), seed);
            FleetReport report = new FleetBench(host, plan, words).run();
            words.println();
            words.print(report.words());
            return report;
        }
    }

    private LoadReport elsewhere(URI at, PrintStream words) {
        ServingClient serving = new ServingClient(at);
        List<DomainName> found = serving.slots().stream()
                .filter(slot -> slot.version() != null)
                .map(SlotStatus::domain)
                .limit(domains)
                .toList();
        if (found.isEmpty()) {
            throw new Failure(ExitCode.NOT_FOUND, "serving at " + at + " lists no domain with a version");
        }
        words.printf("Asking %,d domains of %s%n", found.size(), at);
        Residency before = Residency.of(serving);
        LoadReport report = new Load(new ServingQuestion(serving, found, zipf, Teacher.texts()), seed)
                .atRate(rate, Duration.ofSeconds(seconds));
        words.println(report);
        words.println(Residency.of(serving).since(before));
        return report;
    }
}
