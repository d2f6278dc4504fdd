package dev.driftline.registry.api;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.registry.change.Changes;
import dev.driftline.registry.change.Creation;
import dev.driftline.registry.ledger.History;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.telling.Telling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the door shows of domains: creation that waits for the telling, and the past. */
public final class Domains {
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final History history;
    private final Creation creation;
    private final Changes changes;
    private final Telling telling;
    private final InstantSource clock;

    public Domains(
            Ledger ledger, History history, Creation creation, Changes changes, Telling telling, InstantSource clock) {
        this.ledger = ledger;
        this.history = history;
        this.creation = creation;
        this.changes = changes;
        this.telling = telling;
        this.clock = clock;
    }

    LedgerEntry create(CreateRequest request) {
        LedgerEntry first = creation.create(request);
        telling.awaitTold(request.name(), first.number(), TOLD_WITHIN);
        return first;
    }

    List<DomainState> states() {
        return ledger.domains().stream()
                .map(ledger::newest)
                .flatMap(Optional::stream)
                .map(LedgerEntry::state)
                .toList();
    }

    List<LedgerEntry> ledger(DomainName domain, long from, int limit) {
        List<LedgerEntry> page = history.entries(domain, from, limit);
        if (page.isEmpty()) {
            changes.newest(domain); // an unknown domain has no empty page
        }
        return page;
    }

    List<VersionView> versions(DomainName domain, @Nullable Integer before, int limit) {
        return history.versions(changes.newest(domain), before, limit);
    }

    /** Refuses what is still to come: nobody knows yet what will be live then. */
    LiveThen liveAt(DomainName domain, Instant then) {
        Instant now = clock.instant();
        unless(!then.isAfter(now), "asOf", "lies in the future by the registry's clock");
        return history.liveAt(changes.newest(domain), then, now);
    }

    VersionView version(DomainName domain, int version) {
        return Answers.found(history.version(domain, version), () -> domain + " has no version " + version);
    }
}
