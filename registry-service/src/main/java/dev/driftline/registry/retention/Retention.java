package dev.driftline.registry.retention;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Deletes the trainer's states of old versions: kept are those of every champion and of the last versions of every trunk,
 * and all for a day. Reads each ledger on from where it stopped last. One thread at a time.
 */
public final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    private record Candidate(int version, Digest state, Instant at) {}

    private static final class Swept {
        private final List<Candidate> candidates = new ArrayList<>();
        private long number;
    }

    private final Ledger ledger;
    private final Blobs blobs;
    private final Clock clock;
    private final int versions;
    private final Duration olderFor;
    private final Map<DomainName, Swept> domains = new HashMap<>();

    public Retention(Ledger ledger, Blobs blobs, Clock clock, RetentionSettings settings) {
        unless(settings.versions() >= 1, "driftline.retention.versions", "must be 1 or more");
        unless(!settings.olderFor().isNegative(), "driftline.retention.older-for", "must not be negative");
        this.ledger = ledger;
        this.blobs = blobs;
        this.clock = clock;
        versions = settings.versions();
        olderFor = settings.olderFor();
    }

    /** Deletes what nobody can need any more; answers how many states that were. */
    public int sweep() {
        Set<Digest> needed = new HashSet<>();
        List<List<Candidate>> old = new ArrayList<>();
        Instant before = clock.instant().minus(olderFor);
        for (DomainName domain : ledger.domains()) {
            LedgerEntry newest = ledger.newest(domain).orElseThrow();
            Swept swept = domains.computeIfAbsent(domain, name -> new Swept());
            readOn(domain, swept, newest.number());
            for (Candidate candidate : swept.candidates) {
                if (isNeeded(candidate, newest.state()) || !candidate.at().isBefore(before)) {
                    needed.add(candidate.state());
                }
            }
            old.add(swept.candidates);
        }
        int deleted = 0;
        for (List<Candidate> candidates : old) {
            deleted += delete(candidates, needed);
        }
        LOG.infof("retention.swept domains=%d deleted=%d", old.size(), deleted);
        return deleted;
    }

    private void readOn(DomainName domain, Swept swept, long newest) {
        while (swept.number < newest) {
            LedgerEntry entry = ledger.require(domain, swept.number + 1);
            if (entry.event() instanceof LedgerEvent.VersionAdded added) {
                Manifest manifest = added.manifest();
                swept.candidates.add(new Candidate(manifest.version(), manifest.state(), entry.at()));
            }
            swept.number++;
        }
    }

    private boolean isNeeded(Candidate candidate, DomainState state) {
        boolean live = state.champion() != null && state.champion().version() == candidate.version();
        return live || candidate.version() > state.versions() - versions;
    }

    private int delete(List<Candidate> candidates, Set<Digest> needed) {
        int before = candidates.size();
        candidates.removeIf(candidate -> {
            if (needed.contains(candidate.state())) {
                return false;
            }
            blobs.delete(candidate.state());
            return true;
        });
        return before - candidates.size();
    }
}
