package dev.driftline.registry.ledger;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.VersionRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain's past, page by page. */
public final class History {
    static final int MAX_ENTRIES = 1_000;
    static final int MAX_VERSIONS = 1_000;

    /** On its way a question for the present grows older. */
    private static final Duration THIS_MOMENT = Duration.ofSeconds(10);

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

    /**
     * At most {@code limit} versions, newest first.
     *
     * @param newest the domain's newest entry
     * @param before only versions below this one; null for all
     */
    public List<VersionView> versions(LedgerEntry newest, @Nullable Integer before, int limit) {
        unless(limit >= 1 && limit <= MAX_VERSIONS, "limit", "must lie in 1.." + MAX_VERSIONS);
        unless(before == null || before >= 1, "before", "must be 1 or more");
        DomainName domain = newest.state().domain();
        int below = newest.state().versions() + 1;
        long number = newest.number();
        if (before != null && before < below) {
            below = before;
            number = ledger.version(domain, before).orElseThrow().number() - 1;
        }
        int wanted = Math.min(limit, below - 1);
        List<VersionView> found = new ArrayList<>();
        for (; number >= 1 && found.size() < wanted; number--) {
            view(ledger.require(domain, number)).ifPresent(found::add);
        }
        return found;
    }

    /** One version; nothing when there is none of that number. */
    public Optional<VersionView> version(DomainName domain, int version) {
        return ledger.version(domain, version).flatMap(History::view);
    }

    /**
     * What was live at {@code then}. Where the newest entry lies ahead of {@code now}, since a clock went wrong, entries of this moment bear
     * its time: of this moment it is the newest that tells.
     *
     * @param newest the domain's newest entry
     */
    public LiveThen liveAt(LedgerEntry newest, Instant then, Instant now) {
        Instant first = ledger.first(newest, entry -> entry.state().champion() != null)
                .map(LedgerEntry::at)
                .orElse(null);
        if (newest.at().isAfter(now) && !then.isBefore(now.minus(THIS_MOMENT))) {
            return new LiveThen(newest.state().champion(), first);
        }
        long after = ledger.first(newest, entry -> entry.at().isAfter(then))
                .map(LedgerEntry::number)
                .orElse(newest.number() + 1);
        VersionRef version = after == 1
                ? null
                : ledger.require(newest.state().domain(), after - 1).state().champion();
        return new LiveThen(version, first);
    }

    private static Optional<VersionView> view(LedgerEntry entry) {
        return entry.event() instanceof LedgerEvent.VersionAdded added
                ? Optional.of(new VersionView(added.manifest(), added.decision(), entry.at()))
                : Optional.empty();
    }
}
