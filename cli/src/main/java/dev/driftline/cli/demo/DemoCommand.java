package dev.driftline.cli.demo;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.line.Host;
import dev.driftline.cli.line.HostOptions;
import dev.driftline.cli.line.Machine;
import dev.driftline.cli.terminal.Progress;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole line at work on sample data, in about a minute and a half. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "See the whole line at work, in about a minute and a half.",
            "",
            "Starts a system of its own in a temporary folder, creates two domains, streams sample texts to them and"
                    + " shows what becomes of them; then a rollback, a hold and a release, and the figures."
        },
        footer = {
            "",
            "On a terminal the system stays up until Ctrl-C, so that you can look at its URLs; elsewhere the demo ends.",
            "Either way nothing is left behind.",
            "",
            "Examples:",
            "  ./driftline demo",
            "  ./driftline demo --rate 20 --no-stay",
            "  ./driftline demo --json | tail -1"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final double MAX_RATE = 1_000;

    @Mixin
    private HostOptions hosts = new HostOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "examples a second a domain (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--stay",
            negatable = true,
            fallbackValue = "true",
            description = "keep the system up at the end until Ctrl-C (default: on a terminal, without --json)")
    private @Nullable Boolean stay;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line of standard output; the story goes"
                    + " to standard error")
    private boolean json;

    @Override
    public Integer call() {
        InvalidValue.unless(rate > 0 && rate <= MAX_RATE, "--rate", "must lie above 0 and at most " + MAX_RATE);
        boolean watched = Progress.isWatched();
        PrintStream words = json ? System.err : System.out;
        Narrator out = new Narrator(words, watched && System.getenv("NO_COLOR") == null);
        out.title("Starting broker, object store and four services");
        try (Host host = hosts.open(out::say)) {
            DemoReport report = show(host, out);
            if (json) {
                System.out.println(Json.text(report));
            }
            if (stay == null ? watched && !json : stay) {
                out.title("Everything stays up until you press Ctrl-C.");
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK.number();
    }

    private DemoReport show(Host host, Narrator out) {
        List<SampleData> all = List.of(SampleData.support(), SampleData.triage());
        try (Demo demo = new Demo(host.line(), out, rate)) {
            DemoReport.Question question = demo.run(all);
            DemoReport report = report(host, demo, question, out.seconds());
            Summary.tell(report, all.getFirst().heldBack().size(), out);
            out.title("Look around");
            report.urls().forEach(out::say);
            return report;
        }
    }

    private DemoReport report(Host host, Demo demo, DemoReport.@Nullable Question question, double seconds) {
        Map<String, Double> accuracy = new LinkedHashMap<>();
        Map<String, Double> bagOfWords = new LinkedHashMap<>();
        Map<String, Integer> versions = new LinkedHashMap<>();
        Map<String, List<DemoReport.VersionScore>> perVersion = new LinkedHashMap<>();
        List<Double> took = new ArrayList<>();
        int waiting = 0;
        for (Walk walk : demo.walks()) {
            String domain = walk.domain().value();
            List<DemoReport.VersionScore> scores = Scores.of(walk);
            perVersion.put(domain, scores);
            accuracy.put(domain, scores.getLast().accuracy());
            bagOfWords.put(domain, scores.getLast().bagOfWords());
            versions.put(domain, walk.versions().size());
            took.addAll(walk.freshness().seconds());
            waiting += walk.freshness().waiting();
        }
        for (int record = 0; record < waiting; record++) {
            took.add(Double.POSITIVE_INFINITY);
        }
        return new DemoReport(
                finite(Freshness.percentile(took, 50)),
                finite(Freshness.percentile(took, 95)),
                finite(Freshness.percentile(took, 100)),
                took.size(),
                waiting,
                rate,
                accuracy,
                bagOfWords,
                versions,
                perVersion,
                question,
                host.startTook().toMillis() / 1000.0,
                seconds,
                host.processes(),
                Machine.here(),
                urls(host.endpoints(), demo.walks().getFirst()));
    }

    private static List<String> urls(Endpoints at, Walk walk) {
        String domain = "/v1/domains/" + walk.domain();
        return List.of(
                at.registry() + domain,
                at.registry() + domain + "/versions",
                at.registry() + domain + "/ledger",
                at.trainer() + "/v1/training",
                at.serving() + "/v1/domains",
                at.serving() + "/q/metrics",
                at.registry() + "/q/openapi");
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
