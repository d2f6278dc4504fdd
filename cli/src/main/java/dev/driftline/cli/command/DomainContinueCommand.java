package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "continue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Let a stopped domain learn again.",
        footer = {"", "Example:", "  ./driftline domain continue support"})
final class DomainContinueCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        LedgerEntry entry = target.endpoints().registryClient().resume(domain);
        output.print(entry, LedgerWords.of(entry));
        return ExitCode.OK.number();
    }
}
