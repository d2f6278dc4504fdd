package dev.driftline.cli.bench;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.line.Host;
import dev.driftline.cli.line.HostOptions;
import dev.driftline.cli.line.Line;
import dev.driftline.cli.line.Machine;
import dev.driftline.cli.method.MethodOptions;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Streams a labelled file once through the line and tests what is served. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Stream a labelled file once through the running services and test what they serve.",
            "",
            "Both files are JSON lines with text and label. Windows of 64 examples by count, each learned once in order;"
                    + " a tenth of the examples goes to the exam. Every tenth version answers 500 of the test texts,"
                    + " the last one all of them, through serving's API."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench accuracy --train train.jsonl --test test.jsonl --method edora",
            "  ./driftline bench accuracy --train train.jsonl --test test.jsonl --method head --seed 2 --json | tail -1",
            "  ./driftline bench accuracy --train train.jsonl --test test.jsonl --windows 20     a quick look"
        })
final class AccuracyCommand implements Callable<Integer> {
    @Option(names = "--train", required = true, paramLabel = "FILE", description = "what is streamed")
    private Path train;

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "what is asked")
    private Path test;

    @Mixin
    private MethodOptions method = new MethodOptions();

    @Option(
            names = "--order",
            defaultValue = "shuffled",
            paramLabel = "ORDER",
            description = "shuffled (by the seed) or file (default: ${DEFAULT-VALUE})")
    private Order order;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "of the order and of the domain (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--windows",
            defaultValue = "0",
            paramLabel = "N",
            description = "stop after so many windows, for a quick look (default: all)")
    private int windows;

    @Mixin
    private HostOptions hosts = new HostOptions();

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line of standard output; progress goes"
                    + " to standard error")
    private boolean json;

    @Override
    public Integer call() {
        InvalidValue.unless(windows >= 0, "--windows", "must be 0 or more");
        MethodSettings settings = method.settings();
        AccuracyPlan plan = AccuracyPlan.of(LabelledFile.read(train), LabelledFile.read(test), order, seed, windows);
        PrintStream words = json ? System.err : System.out;
        words.println("Starting broker, object store and four services");
        try (Host host = hosts.open(line -> words.println("  " + line))) {
            AccuracyReport report = measure(host.line(), plan, settings, words);
            words.println();
            words.print(words(report));
            if (json) {
                System.out.println(Json.text(report));
            }
        }
        return ExitCode.OK.number();
    }

    private AccuracyReport measure(Line line, AccuracyPlan plan, MethodSettings settings, PrintStream words) {
        DomainName domain = free(line);
        line.create(plan.domain(domain, settings));
        words.printf(
                Locale.ROOT,
                "%nStreaming %,d examples of %d labels to %s, %d windows of %d, method %s, order %s, seed %d%n",
                plan.stream().size(),
                plan.labels().size(),
                domain,
                plan.windows(),
                AccuracyPlan.WINDOW,
                settings.method().word(),
                word(order),
                seed);
        AccuracyBench.Outcome outcome = new AccuracyBench(line, domain, plan, text -> words.println("  " + text)).run();
        return report(plan, settings, outcome, promoted(line, domain));
    }

    private AccuracyReport report(
            AccuracyPlan plan, MethodSettings settings, AccuracyBench.Outcome outcome, int promoted) {
        int texts = plan.test().size();
        double accuracy = outcome.accuracy();
        return new AccuracyReport(
                accuracy,
                Math.sqrt(accuracy * (1 - accuracy) / texts),
                texts,
                settings.method().word(),
                word(order),
                seed,
                plan.stream().size(),
                plan.left(),
                plan.labels().size(),
                plan.windows(),
                outcome.state().versions(),
                promoted,
                outcome.champion(),
                outcome.seconds(),
                outcome.curve(),
                settings,
                String.valueOf(train.getFileName()),
                String.valueOf(test.getFileName()),
                Machine.here());
    }

    private static String words(AccuracyReport report) {
        return String.format(
                Locale.ROOT,
                """
                accuracy %.4f (standard error %.4f) on %,d test texts, answered by version %d
                method %s, order %s, seed %d; %,d examples streamed once%s
                %d versions, %d of them promoted, in %s
                %s
                """,
                report.accuracy(),
                report.standardError(),
                report.testTexts(),
                report.servedVersion(),
                report.method(),
                report.order(),
                report.seed(),
                report.examples(),
                report.examplesLeft() == 0
                        ? ""
                        : ", " + report.examplesLeft() + " left (they fill no window, or --windows ended early)",
                report.versions(),
                report.promoted(),
                AccuracyBench.clock(report.seconds()),
                report.machine());
    }

    private static int promoted(Line line, DomainName domain) {
        int promoted = 0;
        long from = 1;
        for (List<LedgerEntry> some = line.ledger(domain, from); !some.isEmpty(); some = line.ledger(domain, from)) {
            for (LedgerEntry entry : some) {
                if (entry.event() instanceof LedgerEvent.VersionAdded added
                        && added.decision().promote()) {
                    promoted++;
                }
            }
            from = some.getLast().number() + 1;
        }
        return promoted;
    }

    private static DomainName free(Line line) {
        List<DomainName> taken = line.domains();
        DomainName name = new DomainName("bench-accuracy");
        for (int next = 2; taken.contains(name); next++) {
            name = new DomainName("bench-accuracy-" + next);
        }
        return name;
    }

    private static String word(Order order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
