package dev.driftline.cli.command;

import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serve an earlier version in one step, and hold the domain there until release.",
        footer = {"", "Example:", "  ./driftline rollback support --to 5"})
final class RollbackCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Option(names = "--to", paramLabel = "VERSION", description = "its number (default: the champion before this one)")
    private @Nullable Integer version;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        RegistryClient registry = target.endpoints().registryClient();
        long before = registry.domain(domain).number();
        LedgerEntry entry = registry.rollback(domain, version);
        output.print(entry, LedgerWords.since(before, entry));
        return ExitCode.OK.number();
    }
}
