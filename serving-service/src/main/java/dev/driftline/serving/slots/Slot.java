package dev.driftline.serving.slots;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A domain's place: the version that answers or lies cold, perhaps one on its way, never one older than was told before. */
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

    /** So many questions are remembered when it comes to who leaves memory. */
    static final int USES_COUNTED = 7;

    private final DomainName domain;
    private final AtomicInteger uses = new AtomicInteger();
    private volatile @Nullable Live live;
    private @Nullable Target newest;
    private @Nullable Target refused;
    private @Nullable Target served;
    private @Nullable Wanted wanted;
    /** What is wanted, once a try to bring it was in vain. */
    private @Nullable Wanted late;

    private @Nullable CompletableFuture<Boolean> arrival;
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
        Target before = newest;
        boolean sameLedger = before != null
                && before.header().ledgerId().equals(next.header().ledgerId());
        if (before != null
                && sameLedger
                && next.header().number() < before.header().number()) {
            return Hint.STALE;
        }
        VersionRef champion = next.header().champion();
        boolean onItsWay =
                wanted != null && sameLedger && wanted.header().champion().equals(champion);
        newest = next.target();
        refused = null;
        if (arrival != null) {
            next.ask();
        }
        if (onItsWay) {
            return Hint.KNOWN;
        }
        if (live != null && live.version().equals(champion)) {
            served = next.target();
            wanted = null;
            lastFault = null;
            return Hint.KNOWN;
        }
        wanted = next;
        return Hint.NEWS;
    }

    /** Finds out what must be done so that an adapter answers; after Load its {@code wanted} is what is wanted. */
    synchronized Summons summon(Instant now) {
        if (live != null) {
            return new Summons.Here();
        }
        if (wanted != null) {
            wanted.ask();
            return wanted == late ? new Summons.Silent() : new Summons.Coming(arrival());
        }
        Target cold = cold();
        if (closed || cold == null) {
            return new Summons.Silent();
        }
        Wanted asked = Wanted.asked(cold, now);
        wanted = asked;
        return new Summons.Load(asked, arrival());
    }

    /** What would be loaded if somebody asked: the newest told, or while that is refused the one that answered before it. */
    private @Nullable Target cold() {
        if (newest == null || !newest.equals(refused)) {
            return newest;
        }
        return newest.equals(served) ? null : served;
    }

    private CompletableFuture<Boolean> arrival() {
        if (arrival == null) {
            arrival = new CompletableFuture<>();
        }
        return arrival;
    }

    private void arrived(boolean look) {
        if (arrival != null) {
            arrival.complete(look);
            arrival = null;
        }
    }

    synchronized boolean wants(Wanted one) {
        return wanted == one;
    }

    /** Makes {@code next} answer if it is still wanted, and lets the old one go; false: it stays the caller's. */
    synchronized boolean flip(Wanted one, Live next, Instant now) {
        if (wanted != one || closed) {
            return false;
        }
        Live old = live;
        boolean another = served == null || !served.header().champion().equals(next.version());
        live = next;
        served = one.target();
        wanted = null;
        lastFault = served.equals(newest) ? null : lastFault;
        if (another) {
            swaps++;
            lastSwapAt = now;
        }
        arrived(true);
        if (old != null) {
            old.leave();
        }
        return true;
    }

    /** What is wanted will not come until it is told again. */
    synchronized void refuse(Wanted one, String why) {
        if (wanted == one) {
            wanted = null;
            refused = one.target();
            lastFault = why;
            arrived(false);
        }
    }

    /** What is wanted does not come yet, but is tried again; until then nobody waits for it. */
    synchronized void await(Wanted one, String why) {
        if (wanted == one) {
            late = one;
            lastFault = why;
            arrived(false);
        }
    }

    /** What is wanted is not tried again until somebody asks. */
    synchronized void drop(Wanted one, String why) {
        if (wanted == one) {
            wanted = null;
            lastFault = why;
            arrived(false);
        }
    }

    /**
     * What is wanted finds no room, so that it lies cold; whoever began to ask meanwhile looks again. Whether it is now what would answer: it
     * was wanted still, and nothing else answers.
     */
    synchronized boolean cool(Wanted one) {
        if (wanted != one) {
            return false;
        }
        wanted = null;
        arrived(true);
        return live == null;
    }

    /** Something is wrong; what answers and what is wanted stay. */
    synchronized void fault(String why) {
        lastFault = why;
    }

    /** A hold on what answers now, if anything does. */
    Optional<Lease> acquire() {
        for (Live now = live; now != null; now = live) {
            if (now.enter()) {
                if (uses.get() < USES_COUNTED) {
                    uses.incrementAndGet();
                }
                return Optional.of(new Lease(now));
            }
        }
        return Optional.empty();
    }

    /** Forgets one question; true: there was none to forget. */
    boolean forgotten() {
        return uses.getAndUpdate(count -> Math.max(0, count - 1)) == 0;
    }

    /** Lets the adapter go unless it is read or about to be replaced; then it lies cold. */
    synchronized boolean evict() {
        Live now = live;
        if (now == null || wanted != null || !now.retire()) {
            return false;
        }
        live = null;
        return true;
    }

    /** Gives up what is only on its way, unless somebody waits for it; then it lies cold. */
    synchronized boolean giveUp() {
        boolean awaited = wanted != null && wanted.asked() && wanted != late;
        if (live != null || wanted == null || awaited) {
            return false;
        }
        wanted = null;
        arrived(true);
        return true;
    }

    /** Whether it holds nothing, and nothing is on its way. */
    synchronized boolean vacant() {
        return live == null && wanted == null;
    }

    Optional<VersionRef> version() {
        return Optional.ofNullable(live).map(Live::version);
    }

    /** The version that answers or did so last. */
    synchronized Optional<VersionRef> served() {
        return Optional.ofNullable(served).map(target -> target.header().champion());
    }

    /** Its adapter: the same bytes need no second trial. */
    Optional<Digest> tried() {
        return served().map(VersionRef::adapter);
    }

    /** Why nothing answers although an adapter was told, if one was. */
    synchronized Optional<String> obstacle() {
        if (lastFault != null) {
            return Optional.of(lastFault);
        }
        if (live != null && wanted == null) {
            return Optional.empty();
        }
        Target coming = wanted == null ? newest : wanted.target();
        return Optional.ofNullable(coming)
                .map(target -> "version " + target.header().champion().version() + " is being loaded");
    }

    synchronized SlotStatus status() {
        Live now = live;
        Target cold = wanted != null && wanted == late ? null : cold();
        if (now != null) {
            return status(now.version(), now.version().adapterBytes());
        }
        return cold == null
                ? new SlotStatus(domain, null, null, null, 0, swaps, lastSwapAt, lastFault)
                : status(cold.header().champion(), 0);
    }

    private SlotStatus status(VersionRef version, long bytes) {
        return new SlotStatus(
                domain,
                version.version(),
                version.adapter(),
                version.learnedUpTo(),
                bytes,
                swaps,
                lastSwapAt,
                lastFault);
    }

    /** The slot's own hold ends; readers finish. */
    synchronized void close() {
        closed = true;
        wanted = null;
        arrived(false);
        Live last = live;
        live = null;
        if (last != null) {
            last.leave();
        }
    }
}
