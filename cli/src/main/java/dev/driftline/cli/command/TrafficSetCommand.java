package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.TrafficRequest;
import dev.driftline.contracts.ledger.TrafficRule;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Send a share of a domain's clients to a version, or compare it with the live one unseen.",
        footer = {
            "",
            "The same client always goes the same way. The rule ends when its version goes live, on a rollback, or by traffic clear.",
            "",
            "Examples:",
            "  ./driftline traffic set support 8 --share 10%%              a canary, or one side of an A/B test",
            "  ./driftline traffic set support 8 --share 10%% --compare    a shadow: clients see nothing of it"
        })
final class TrafficSetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOMAIN")
    private DomainName domain;

    @Parameters(index = "1", paramLabel = "VERSION", description = "its number; it must not be live")
    private int version;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            required = true,
            description = "of the clients, as 10%% or 0.1; above 0 and at most 100%%")
    private String share;

    @Option(names = "--compare", description = "the live version answers; the other is asked too, and the two compared")
    private boolean compare;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        TrafficRule.Mode mode = compare ? TrafficRule.Mode.COMPARED : TrafficRule.Mode.RETURNED;
        TrafficRequest request = new TrafficRequest(version, share(share), mode);
        LedgerEntry entry = target.endpoints().registryClient().setTraffic(domain, request);
        output.print(entry, LedgerWords.of(entry));
        return ExitCode.OK.number();
    }

    private static double share(String text) {
        try {
            boolean percent = text.endsWith("%");
            BigDecimal number = new BigDecimal(percent ? text.substring(0, text.length() - 1) : text);
            return (percent ? number.movePointLeft(2) : number).doubleValue();
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, "--share: '" + text + "' is neither of the form 10% nor 0.1", e);
        }
    }
}
