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
        output.print(versions, versions.isEmpty() ? "No version yet." : table(versions, registry.domain(domain)));
        return ExitCode.OK.number();
    }

    private static String table(List<VersionView> versions, DomainState state) {
        Table table = new Table("VERSION", "", "MADE AT", "OFFSETS", "TRAINED", "LOSS", "EXAM", "DIGEST", "GATE");
        VersionRef champion = state.champion();
        for (VersionView view : versions) {
            Manifest manifest = view.manifest();
            boolean imported = manifest.origin() != null;
            table.row(
                    manifest.version(),
                    champion != null && champion.version() == manifest.version() ? "live" : "",
                    view.at(),
                    imported ? "imported" : manifest.interval(),
                    imported ? NONE : manifest.trained() + "+" + manifest.drawn(),
                    imported ? NONE : String.format(Locale.ROOT, "%.3f", manifest.loss()),
                    imported ? NONE : exam(manifest.evidence()),
                    manifest.adapter().brief(),
                    view.decision().reason());
        }
        return table.toString();
    }

    private static String exam(Evidence evidence) {
        return evidence.candidateRight() + "/" + evidence.examSize();
    }
}
