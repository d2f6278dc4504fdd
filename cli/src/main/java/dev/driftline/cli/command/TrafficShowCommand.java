package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.version.VersionRef;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Where a domain's clients go.",
        footer = {"", "Example:", "  ./driftline traffic show support"})
final class TrafficShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    /** What serves whom. */
    record Shown(
            DomainName domain,
            @Nullable VersionRef champion,
            @Nullable TrafficRule traffic) {}

    @Override
    public Integer call() {
        DomainState state = target.endpoints().registryClient().domain(domain);
        output.print(
                new Shown(domain, state.champion(), state.traffic()),
                "Live: " + LedgerWords.live(state) + ".\n" + LedgerWords.words(domain.value(), state.traffic()) + ".");
        return ExitCode.OK.number();
    }
}
