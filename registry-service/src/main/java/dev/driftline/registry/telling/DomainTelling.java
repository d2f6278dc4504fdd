package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.blob.DamagedBlob;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Ledger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One domain's loop: reads its ledger in order and tells each entry to the three topics. One run at a time. */
final class DomainTelling {
    private record Hearing(Heard heard, long number) {}

    private static final Logger LOG = Logger.getLogger(DomainTelling.class);

    private final DomainName domain;
    private final Ledger ledger;
    private final Blobs blobs;
    private final Board board;
    private final Fault fault;
    private final AtomicLong hearing;
    private final Told told = new Told();
    private final AtomicReference<@Nullable Hearing> unread = new AtomicReference<>();
    private volatile long known;
    private volatile long done;

    DomainTelling(DomainName domain, Ledger ledger, Blobs blobs, Board board, Fault fault, AtomicLong hearing) {
        this.domain = domain;
        this.ledger = ledger;
        this.blobs = blobs;
        this.board = board;
        this.fault = fault;
        this.hearing = hearing;
    }

    /** Number of the newest entry that all topics were told of. */
    long done() {
        return done;
    }

    /** Entries that are known and not yet told. */
    long lag() {
        return Math.max(0, known - done);
    }

    void mayKnow(long number) {
        known = Math.max(known, number);
    }

    /** To be believed at the next run; any thread. */
    void compare(Heard heard, long of) {
        unread.set(new Hearing(heard, of));
    }

    /** Tells all that the ledger holds and the topics lack; throws when the store or the broker is away. */
    void catchUp() {
        Hearing hearsay = unread.getAndSet(null);
        if (hearsay != null) {
            told.compare(domain, hearsay.heard(), hearsay.number());
        }
        LedgerEntry newest = ledger.newest(domain).orElse(null);
        if (newest == null) {
            return;
        }
        mayKnow(newest.number());
        DomainState state = newest.state();
        long lowest = lowest(state.ledgerId());
        if (isAhead(state)) {
            return;
        }
        for (long number = lowest + 1; number < newest.number(); number++) {
            tell(ledger.require(domain, number), state);
        }
        // also when nothing is new: `adapters` may have lost the champion
        tell(newest, state);
        done = newest.number();
    }

    /** Whether the topics were told of entries that the store does not hold, which breaks the ledger off. */
    private boolean isAhead(DomainState newest) {
        long heard = highest(newest.ledgerId());
        if (heard <= newest.number()) {
            ledger.mend(domain);
            return false;
        }
        String why = "the topics were told of entry " + heard + " of " + domain + ", but the store's newest is "
                + newest.number() + ": restore the store's ledger";
        LOG.errorf("telling.refused domain=%s told=%d newest=%d", domain, heard, newest.number());
        ledger.breakOff(domain, why);
        return true;
    }

    private long lowest(String ledgerId) {
        return Math.min(told.number(Notice.EVENTS, ledgerId), told.number(Notice.DOMAINS, ledgerId));
    }

    private long highest(String ledgerId) {
        long highest = told.number(Notice.ADAPTERS, ledgerId);
        highest = Math.max(highest, told.number(Notice.EVENTS, ledgerId));
        return Math.max(highest, told.number(Notice.DOMAINS, ledgerId));
    }

    private void tell(LedgerEntry entry, DomainState newest) {
        fault.parkIfReached();
        DomainState state = entry.state();
        long started = System.nanoTime();
        boolean live = tellAdapter(state, newest);
        boolean event = tellOnce(Notice.EVENTS, entry, CloudEvent.of(entry));
        boolean spoken = tellOnce(Notice.DOMAINS, entry, state);
        if (live || event || spoken) {
            LOG.infof(
                    "telling.told domain=%s number=%d adapter=%s took=%dms",
                    domain, entry.number(), live, (System.nanoTime() - started) / 1_000_000);
            fault.at(Fault.AFTER_TOLD);
        }
    }

    private boolean tellOnce(Notice notice, LedgerEntry entry, Object value) {
        DomainState state = entry.state();
        if (told.number(notice, state.ledgerId()) >= entry.number()) {
            return false;
        }
        put(notice, state, Json.bytes(value));
        told.told(notice, state, hearing.get());
        return true;
    }

    /** Tells of a champion that {@code adapters} does not name yet, unless a later entry has replaced it already. */
    private boolean tellAdapter(DomainState state, DomainState newest) {
        VersionRef champion = state.champion();
        if (champion == null
                || !champion.equals(newest.champion())
                || told.champion(state.ledgerId()) == champion.version()) {
            return false;
        }
        AdapterRecord.Header header = new AdapterRecord.Header(domain, state.ledgerId(), state.number(), champion);
        AdapterRecord record = record(header);
        if (!put(Notice.ADAPTERS, state, record.encode()) && record.adapter() != null) {
            put(Notice.ADAPTERS, state, new AdapterRecord(header, null).encode());
        }
        told.told(Notice.ADAPTERS, state, hearing.get());
        return true;
    }

    /** False when the topic takes no record that large: this entry stays untold there, and the later ones do not wait. */
    private boolean put(Notice notice, DomainState state, byte[] value) {
        try {
            board.tell(notice, domain, value);
            return true;
        } catch (TooLargeToTell e) {
            LOG.errorf(
                    "telling.too-large domain=%s number=%d topic=%s bytes=%d error=\"%s\"",
                    domain, state.number(), notice.topic(), value.length, e.getMessage());
            return false;
        }
    }

    /** With the adapter where it fits and is sound; else its digest alone, and whoever fetches it is told why. */
    private AdapterRecord record(AdapterRecord.Header header) {
        AdapterRecord reference = new AdapterRecord(header, null);
        if (header.champion().adapterBytes() + reference.encode().length > AdapterRecord.MAX_RECORD_BYTES) {
            return reference;
        }
        byte @Nullable [] adapter = soundAdapter(header.champion());
        return adapter == null ? reference : new AdapterRecord(header, adapter);
    }

    private byte @Nullable [] soundAdapter(VersionRef champion) {
        try {
            byte[] adapter = blobs.get(champion.adapter()).orElse(null);
            if (adapter == null) {
                LOG.errorf(
                        "telling.adapter-gone domain=%s version=%d digest=%s",
                        domain, champion.version(), champion.adapter());
            }
            return adapter;
        } catch (DamagedBlob e) {
            LOG.errorf(
                    "telling.adapter-damaged domain=%s version=%d error=\"%s\"",
                    domain, champion.version(), e.getMessage());
            return null;
        }
    }
}
