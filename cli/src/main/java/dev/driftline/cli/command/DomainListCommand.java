package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.ledger.DomainState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "All domains.",
        footer = {"", "Example:", "  ./driftline domain list --json"})
final class DomainListCommand implements Callable<Integer> {
    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<DomainState> domains = target.endpoints().registryClient().domains();
        output.print(
                domains,
                domains.isEmpty()
                        ? "No domain yet: ./driftline domain create NAME --labels a,b,c"
                        : table(domains).toString());
        return ExitCode.OK.number();
    }

    private static Table table(List<DomainState> domains) {
        Table table = new Table("DOMAIN", "METHOD", "LABELS", "VERSIONS", "LIVE", "HELD", "POSITION", "STOPPED");
        for (DomainState one : domains) {
            table.row(
                    one.domain(),
                    one.spec().settings().method().word(),
                    one.spec().labels().size(),
                    one.versions(),
                    LedgerWords.live(one),
                    one.held() ? "held" : "",
                    one.position(),
                    one.stopped() == null ? "" : one.stopped());
        }
        return table;
    }
}
