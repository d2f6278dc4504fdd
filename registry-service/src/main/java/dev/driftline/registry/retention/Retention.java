package dev.driftline.registry.retention;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.VersionRef;
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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Deletes the trainer's states of old versions: kept are those of every champion and of the last versions of every trunk,
 * and all for a day. After a start it looks back from each ledger's newest entry, a stretch a sweep, down to the first
 * old state that is gone already; then it reads on with the ledger. One thread at a time.
 */
public final class Retention {
    /** Entries of one ledger that one sweep looks back over. */
    static final int LOOK_BACK_ENTRIES = 10_000;

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private record Candidate(int version, Digest state, Instant at) {}

    private static final class Swept {
        private final NavigableMap<Integer, Candidate> candidates = new TreeMap<>(); // deleted from the oldest on
        private final Set<Integer> champions = new HashSet<>(); // seen looking back, not looked up yet
        private long read; // the newest entry that was read
        private long back; // the next entry to look back at; 0 when there is none

        private Swept(long newest) {
            read = newest;
            back = newest;
        }
    }

    private final Ledger ledger;
    private final Blobs blobs;
    private final Clock clock;
    private final int versions;
    private final Duration olderFor;
    private final int lookBack;
    private final Map<DomainName, Swept> domains = new HashMap<>();

    public Retention(Ledger ledger, Blobs blobs, Clock clock, RetentionSettings settings) {
        this(ledger, blobs, clock, settings, LOOK_BACK_ENTRIES);
    }

    Retention(Ledger ledger, Blobs blobs, Clock clock, RetentionSettings settings, int lookBack) {
        unless(settings.versions() >= 1, "driftline.retention.versions", "must be 1 or more");
        unless(!settings.olderFor().isNegative(), "driftline.retention.older-for", "must not be negative");
        this.ledger = ledger;
        this.blobs = blobs;
        this.clock = clock;
        versions = settings.versions();
        olderFor = settings.olderFor();
        this.lookBack = lookBack;
    }

    /** Deletes what nobody can need any more; answers how many states that were. */
    public int sweep() {
        Set<Digest> needed = new HashSet<>();
        List<NavigableMap<Integer, Candidate>> old = new ArrayList<>();
        Instant before = clock.instant().minus(olderFor);
        for (DomainName domain : ledger.domains()) {
            LedgerEntry newest = ledger.newest(domain).orElseThrow();
            Swept swept = domains.computeIfAbsent(domain, name -> new Swept(newest.number()));
            readOn(domain, swept, newest.number());
            lookBack(swept, newest.state(), before);
            for (Candidate candidate : swept.candidates.values()) {
                if (isNeeded(candidate, newest.state(), before)) {
                    needed.add(candidate.state());
                }
            }
            if (swept.back == 0) { // not before: one that is gone must mean that all below it are
                old.add(swept.candidates);
            }
        }
        int deleted = 0;
        for (NavigableMap<Integer, Candidate> candidates : old) {
            deleted += delete(candidates, needed);
        }
        LOG.infof("retention.swept domains=%d deleted=%d", old.size(), deleted);
        return deleted;
    }

    private void readOn(DomainName domain, Swept swept, long newest) {
        while (swept.read < newest) {
            candidate(ledger.require(domain, swept.read + 1))
                    .ifPresent(one -> swept.candidates.put(one.version(), one));
            swept.read++;
        }
    }

    /** Old states are deleted from the oldest on, so that below one that is gone only those of champions can be left. */
    private void lookBack(Swept swept, DomainState newest, Instant before) {
        for (int looked = 0; looked < lookBack && swept.back >= 1; looked++) {
            LedgerEntry entry = ledger.require(newest.domain(), swept.back);
            VersionRef champion = entry.state().champion();
            if (champion != null) {
                swept.champions.add(champion.version());
            }
            Candidate candidate = candidate(entry).orElse(null);
            boolean gone = candidate != null && isGone(candidate, newest, before);
            if (candidate != null && !gone) {
                swept.candidates.put(candidate.version(), candidate);
            }
            swept.back = gone ? 0 : swept.back - 1;
        }
        addChampions(swept, newest, before);
    }

    private void addChampions(Swept swept, DomainState newest, Instant before) {
        swept.champions.removeAll(swept.candidates.keySet());
        for (int version : swept.champions) {
            ledger.version(newest.domain(), version)
                    .flatMap(Retention::candidate)
                    .filter(candidate -> !isGone(candidate, newest, before))
                    .ifPresent(candidate -> swept.candidates.put(version, candidate));
        }
        swept.champions.clear();
    }

    private static Optional<Candidate> candidate(LedgerEntry entry) {
        return entry.event() instanceof LedgerEvent.VersionAdded added
                ? Optional.of(new Candidate(
                        added.manifest().version(), added.manifest().state(), entry.at()))
                : Optional.empty();
    }

    private boolean isGone(Candidate candidate, DomainState state, Instant before) {
        return !isNeeded(candidate, state, before)
                && blobs.size(candidate.state()).isEmpty();
    }

    private boolean isNeeded(Candidate candidate, DomainState state, Instant before) {
        boolean live = state.champion() != null && state.champion().version() == candidate.version();
        boolean recent = candidate.version() > state.versions() - versions;
        return live || recent || !candidate.at().isBefore(before);
    }

    private int delete(NavigableMap<Integer, Candidate> candidates, Set<Digest> needed) {
        int before = candidates.size();
        candidates.values().removeIf(candidate -> {
            if (needed.contains(candidate.state())) {
                return false;
            }
            blobs.delete(candidate.state());
            return true;
        });
        return before - candidates.size();
    }
}
