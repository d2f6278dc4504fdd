package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Let all of a domain's clients go to the live version again.",
        footer = {"", "Example:", "  ./driftline traffic clear support"})
final class TrafficClearCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        LedgerEntry entry = target.endpoints().registryClient().clearTraffic(domain);
        output.print(entry, LedgerWords.of(entry));
        return ExitCode.OK.number();
    }
}
