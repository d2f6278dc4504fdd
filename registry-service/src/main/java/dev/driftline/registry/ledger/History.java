package dev.driftline.registry.ledger;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.VersionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A domain's past, page by page. */
public final class History {
    static final int MAX_ENTRIES = 1_000;
    static final int MAX_VERSIONS = 10_000;

    private final Ledger ledger;

    public History(Ledger ledger) {
        this.ledger = ledger;
    }

    /** At most {@code limit} entries from number {@code from} on, in order. */
    public List<LedgerEntry> entries(DomainName domain, long from, int limit) {
        unless(from >= 1, "from", "must be 1 or more");
        unless(limit >= 1 && limit <= MAX_ENTRIES, "limit", "must lie in 1.." + MAX_ENTRIES);
        List<LedgerEntry> page = new ArrayList<>();
        Optional<LedgerEntry> entry = ledger.entry(domain, from);
        while (entry.isPresent() && page.size() < limit) {
            page.add(entry.get());
            entry = page.size() < limit ? ledger.entry(domain, from + page.size()) : Optional.empty();
        }
        return page;
    }

    /** At most {@code limit} versions below entry {@code newest}, newest first. */
    public List<VersionView> versions(LedgerEntry newest, int limit) {
        unless(limit >= 1 && limit <= MAX_VERSIONS, "limit", "must lie in 1.." + MAX_VERSIONS);
        int wanted = Math.min(limit, newest.state().versions());
        List<VersionView> found = new ArrayList<>();
        for (long number = newest.number(); number >= 1 && found.size() < wanted; number--) {
            view(ledger.require(newest.state().domain(), number)).ifPresent(found::add);
        }
        return found;
    }

    /** One version; nothing when there is none of that number. */
    public Optional<VersionView> version(DomainName domain, int version) {
        return ledger.version(domain, version).flatMap(History::view);
    }

    private static Optional<VersionView> view(LedgerEntry entry) {
        return entry.event() instanceof LedgerEvent.VersionAdded added
                ? Optional.of(new VersionView(added.manifest(), added.decision(), entry.at()))
                : Optional.empty();
    }
}
