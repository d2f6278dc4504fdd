package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "End a domain's hold: the gate decides again on its newest version.",
        footer = {"", "Example:", "  ./driftline release support"})
final class ReleaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        LedgerEntry entry = target.endpoints().registryClient().release(domain);
        output.print(entry, LedgerWords.of(entry));
        return ExitCode.OK.number();
    }
}
