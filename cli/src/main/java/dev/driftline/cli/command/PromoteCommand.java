package dev.driftline.cli.command;

import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make a version of a domain live; refused while the domain is held.",
        footer = {"", "Example:", "  ./driftline promote support 7"})
final class PromoteCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOMAIN")
    private DomainName domain;

    @Parameters(index = "1", paramLabel = "VERSION", description = "its number")
    private int version;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        RegistryClient registry = target.endpoints().registryClient();
        long before = registry.domain(domain).number();
        LedgerEntry entry = registry.promote(domain, version);
        output.print(entry, LedgerWords.since(before, entry));
        return ExitCode.OK.number();
    }
}
