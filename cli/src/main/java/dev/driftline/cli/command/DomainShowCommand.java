package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.DomainState;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "One domain: its labels, method, place and what is live.",
        footer = {"", "Example:", "  ./driftline domain show support"})
final class DomainShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DOMAIN")
    private DomainName domain;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        DomainState state = target.endpoints().registryClient().domain(domain);
        output.print(state, words(state));
        return ExitCode.OK.number();
    }

    static String words(DomainState state) {
        MethodSettings settings = state.spec().settings();
        Policy policy = state.spec().policy();
        Duration age = policy.windowAge();
        return new Table("domain", state.domain().value())
                .row("labels", String.join(", ", state.spec().labels()))
                .row(
                        "method",
                        settings.method().word() + ", rank " + settings.rank()
                                + (settings.ranks().isEmpty() ? "" : ", but " + settings.ranks()))
                .row(
                        "window",
                        policy.windowCount() + " examples" + (age == null ? "" : " or " + age.toMillis() + " ms"))
                .row("abstains", policy.abstainBelow() == null ? "never" : "below " + policy.abstainBelow())
                .row(
                        "place",
                        "partition " + state.place().partition() + " of "
                                + state.place().topic())
                .row("position", state.position())
                .row("versions", state.versions())
                .row("live", LedgerWords.live(state) + (state.held() ? " (held)" : ""))
                .row("traffic", LedgerWords.words(state.domain().value(), state.traffic()))
                .row("stopped", state.stopped() == null ? "no" : state.stopped())
                .row("ledger", state.number() + " entries, id " + state.ledgerId())
                .row("seed", state.seed())
                .toString();
    }
}
