package dev.driftline.serving.slots;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.engine.Engine.Scorer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain's place: the version that answers, perhaps one on its way, never one older than was told before. */
final class Slot {
    /** What a hint is to a slot. */
    enum Hint {
        /** To be loaded. */
        NEWS,
        /** It answers already, or is on its way. */
        KNOWN,
        /** The same ledger has told a later entry before. */
        STALE
    }

    private final DomainName domain;
    private volatile @Nullable Live live;
    private AdapterRecord.@Nullable Header newest;
    private @Nullable Wanted wanted;
    private long swaps;
    private @Nullable Instant lastSwapAt;
    private @Nullable String lastFault;
    private boolean closed;

    Slot(DomainName domain) {
        this.domain = domain;
    }

    DomainName domain() {
        return domain;
    }

    /** Takes note of a hint; after NEWS {@code next} is what is wanted. */
    synchronized Hint told(Wanted next) {
        AdapterRecord.Header header = next.header();
        AdapterRecord.Header before = newest;
        boolean sameLedger = before != null && before.ledgerId().equals(header.ledgerId());
        if (before != null && sameLedger && header.number() < before.number()) {
            return Hint.STALE;
        }
        boolean onItsWay =
                wanted != null && sameLedger && wanted.header().champion().equals(header.champion());
        newest = header;
        if (onItsWay) {
            return Hint.KNOWN;
        }
        if (live != null && live.version().equals(header.champion())) {
            wanted = null;
            lastFault = null;
            return Hint.KNOWN;
        }
        wanted = next;
        return Hint.NEWS;
    }

    synchronized boolean wants(Wanted one) {
        return wanted == one;
    }

    /** Makes {@code scorer} answer if it is still wanted, and lets the old one go; false: the scorer stays the caller's. */
    synchronized boolean flip(Wanted one, Scorer scorer, Instant now) {
        if (wanted != one || closed) {
            return false;
        }
        Live old = live;
        live = new Live(one.header().champion(), scorer);
        wanted = null;
        lastFault = null;
        swaps++;
        lastSwapAt = now;
        if (old != null) {
            old.leave();
        }
        return true;
    }

    /** What is wanted will not come. */
    synchronized void refuse(Wanted one, String why) {
        if (wanted == one) {
            wanted = null;
            lastFault = why;
        }
    }

    /** What is wanted does not come yet. */
    synchronized void await(Wanted one, String why) {
        if (wanted == one) {
            lastFault = why;
        }
    }

    /** Something is wrong; what answers and what is wanted stay. */
    synchronized void fault(String why) {
        lastFault = why;
    }

    /** A hold on what answers now, if anything does. */
    Optional<Lease> acquire() {
        for (Live now = live; now != null; now = live) {
            if (now.enter()) {
                return Optional.of(new Lease(now));
            }
        }
        return Optional.empty();
    }

    Optional<VersionRef> version() {
        Live now = live;
        return now == null ? Optional.empty() : Optional.of(now.version());
    }

    /** Why nothing answers although an adapter was told, if one was. */
    synchronized Optional<String> obstacle() {
        if (lastFault != null) {
            return Optional.of(lastFault);
        }
        return wanted == null
                ? Optional.empty()
                : Optional.of("version " + wanted.header().champion().version() + " is being loaded");
    }

    synchronized SlotStatus status() {
        VersionRef version = version().orElse(null);
        return version == null
                ? new SlotStatus(domain, null, null, null, 0, swaps, lastSwapAt, lastFault)
                : new SlotStatus(
                        domain,
                        version.version(),
                        version.adapter(),
                        version.learnedUpTo(),
                        version.adapterBytes(),
                        swaps,
                        lastSwapAt,
                        lastFault);
    }

    /** The slot's own hold ends; readers finish. */
    synchronized void close() {
        closed = true;
        wanted = null;
        Live last = live;
        live = null;
        if (last != null) {
            last.leave();
        }
    }
}
