package dev.driftline.cli.command;

import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Versions of a domain, newest first, with what the gate said of each.",
        footer = {
            "",
            "An imported version learned nothing here and sat no exam: '-' stands in their columns.",
            "'validated on' names the window that BiDoRA's upper level looked at; what was withheld before a version",
            "stands below it.",
            "",
            "Examples:",
            "  ./driftline versions support --json",
            "  ./driftline versions support --before 120     the next page"
        })
final class VersionsCommand implements Callable<Integer> {
    /** An imported version learned nothing here and sat no exam. */
    private static final String NONE = "-";

    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Option(names = "--before", paramLabel = "N", description = "only versions below this one")
    private @Nullable Integer before;

    @Option(names = "--limit", paramLabel = "N", description = "how many, 1 to 1000 (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        RegistryClient registry = target.endpoints().registryClient();
        List<VersionView> versions = registry.versions(domain, before, limit);
        output.print(versions, words(versions, registry.domain(domain)));
        return ExitCode.OK.number();
    }

    private String words(List<VersionView> versions, DomainState state) {
        List<Exclusion> pending = before == null ? state.pendingExclusions() : List.of();
        String none = versions.isEmpty() ? "No version yet.\n" : "";
        return versions.isEmpty() && pending.isEmpty() ? none : none + table(versions, pending, state);
    }

    /** @param pending stretches that were withheld since the newest version */
    private static String table(List<VersionView> versions, List<Exclusion> pending, DomainState state) {
        Table table = new Table("VERSION", "", "MADE AT", "OFFSETS", "TRAINED", "LOSS", "EXAM", "DIGEST", "GATE");
        withheld(table, pending);
        VersionRef champion = state.champion();
        for (VersionView view : versions) {
            Manifest manifest = view.manifest();
            boolean imported = manifest.origin() != null;
            table.row(
                    manifest.version(),
                    champion != null && champion.version() == manifest.version() ? "live" : "",
                    view.at(),
                    imported ? "imported" : offsets(manifest),
                    imported ? NONE : manifest.trained() + "+" + manifest.drawn(),
                    imported ? NONE : String.format(Locale.ROOT, "%.3f", manifest.loss()),
                    imported ? NONE : exam(manifest.evidence()),
                    manifest.adapter().brief(),
                    view.decision().reason());
            withheld(table, manifest.exclusions());
        }
        return table.toString();
    }

    private static void withheld(Table table, List<Exclusion> stretches) {
        for (Exclusion one : stretches.reversed()) {
            table.row(NONE, "withheld", NONE, one.interval(), NONE, NONE, NONE, NONE, one.reason());
        }
    }

    private static String offsets(Manifest manifest) {
        Interval validation = manifest.validation();
        return manifest.interval() + (validation == null ? "" : ", validated on " + validation);
    }

    private static String exam(Evidence evidence) {
        return evidence.candidateRight() + "/" + evidence.examSize();
    }
}
