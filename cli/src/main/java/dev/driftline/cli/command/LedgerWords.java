package dev.driftline.cli.command;

import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.version.VersionRef;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What happened to a domain, in a sentence. */
final class LedgerWords {
    private LedgerWords() {}

    static String of(LedgerEntry entry) {
        return of(what(entry), entry);
    }

    /** The event alone. */
    static String what(LedgerEntry entry) {
        String domain = entry.state().domain().value();
        return switch (entry.event()) {
            case LedgerEvent.Created created -> domain + " was created";
            case LedgerEvent.VersionAdded added ->
                name(domain, added.manifest().ref()) + " was added: " + words(added.decision());
            case LedgerEvent.Promoted promoted -> name(domain, promoted.version()) + " was promoted";
            case LedgerEvent.RolledBack back ->
                name(domain, back.version()) + " serves again, and nothing is promoted until ./driftline release "
                        + domain;
            case LedgerEvent.Released released ->
                domain + " was released; " + name(domain, released.version()) + ": " + words(released.decision());
            case LedgerEvent.Withheld withheld ->
                domain + " passed over " + withheld.exclusion().interval() + ": "
                        + withheld.exclusion().reason();
            case LedgerEvent.Stopped stopped -> domain + " stopped: " + stopped.reason();
            case LedgerEvent.Continued continued -> domain + " goes on at offset " + continued.position();
            case LedgerEvent.TrafficSet set -> words(domain, set.rule());
        };
    }

    /** As {@link #of}, or that nothing had to be done where the newest entry is still the one of number {@code before}. */
    static String since(long before, LedgerEntry entry) {
        if (entry.number() != before) {
            return of(entry);
        }
        DomainState now = entry.state();
        String until = now.held() ? ", and nothing is promoted until ./driftline release " + now.domain() : "";
        return of(live(now) + " is live already" + until + ": nothing was written", entry);
    }

    private static String of(String what, LedgerEntry entry) {
        return what + ".\nLive: " + live(entry.state()) + " (ledger entry " + entry.number() + ")";
    }

    /** What serves, for people. */
    static String live(DomainState state) {
        return state.champion() == null ? "nothing yet" : name(state.domain().value(), state.champion());
    }

    /** Who answers whom, where a rule shares clients out. */
    static String words(String domain, @Nullable TrafficRule rule) {
        if (rule == null) {
            return "all clients of " + domain + " go to the live version";
        }
        String share =
                new BigDecimal(String.valueOf(rule.share()))
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString() + " %";
        String challenger = name(domain, rule.version());
        return switch (rule.mode()) {
            case RETURNED -> share + " of " + domain + "'s clients are answered by " + challenger;
            case COMPARED ->
                share + " of " + domain + "'s clients are asked of " + challenger + " too, unseen, and compared";
        };
    }

    private static String words(Decision decision) {
        return (decision.promote() ? "promoted, " : "not promoted, ") + decision.reason();
    }

    private static String name(String domain, @Nullable VersionRef version) {
        return version == null ? "no version" : domain + "@" + version.version();
    }
}
