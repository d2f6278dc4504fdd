package dev.driftline.registry.ledger;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.store.ObjectStore;
import dev.driftline.registry.store.StoreAway;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of all domains. An entry is one conditional PUT of the next number: it is there or it is not, and one
 * writer wins. Remembers the newest entry of each domain, as a hint from which it probes on. Safe for many threads and
 * beside other registries.
 */
public final class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final String ROOT = "ledgers/";
    private static final String ENDING = ".json";
    private static final int WRITE_TRIES = 3;

    private final ObjectStore store;
    private final Clock clock;
    private final Fault fault;
    private final RecentEntries recent = new RecentEntries();
    private final Map<DomainName, LedgerEntry> newest = new ConcurrentHashMap<>();
    private final Set<DomainName> known = new ConcurrentSkipListSet<>();
    private final Map<DomainName, String> broken = new ConcurrentHashMap<>();

    public Ledger(ObjectStore store, Clock clock, Fault fault) {
        this.store = store;
        this.clock = clock;
        this.fault = fault;
    }

    /** Lists the store's ledgers, so that {@link #domains()} is whole. */
    public void discover() {
        store.eachFolder(ROOT, name -> {
            try {
                known.add(new DomainName(name));
            } catch (InvalidValue e) {
                LOG.warnf("ledger.stranger folder=%s%s", ROOT, name);
            }
        });
    }

    /** Every domain that was discovered, written or read so far, in order. */
    public Set<DomainName> domains() {
        return Set.copyOf(known);
    }

    /** A domain's newest entry; nothing when there is no such domain. */
    public Optional<LedgerEntry> newest(DomainName domain) {
        LedgerEntry last = newest.get(domain);
        if (last == null) {
            last = coldStart(domain);
        }
        if (last == null) {
            return Optional.empty();
        }
        Optional<LedgerEntry> next = entry(domain, last.number() + 1);
        while (next.isPresent()) {
            last = next.get();
            next = entry(domain, last.number() + 1);
        }
        return Optional.of(remember(last));
    }

    /** Entry {@code number} of a domain; nothing when it is not there. */
    public Optional<LedgerEntry> entry(DomainName domain, long number) {
        LedgerEntry cached = recent.get(domain, number);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<byte[]> bytes = store.get(key(domain, number));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        LedgerEntry entry = parse(domain, number, bytes.get());
        recent.put(entry, bytes.get().length);
        return Optional.of(entry);
    }

    /** The entry that added {@code version}; nothing when there is no such version. */
    public Optional<LedgerEntry> version(DomainName domain, int version) {
        Optional<LedgerEntry> last = newest(domain);
        if (version < 1 || last.isEmpty() || last.get().state().versions() < version) {
            return Optional.empty();
        }
        // the first entry whose state counts the version is the one that added it
        return first(last.get(), entry -> entry.state().versions() >= version);
    }

    /** The first entry up to {@code newest} of which {@code holds} is true, where it is true of all later ones too; halves the stretch. */
    Optional<LedgerEntry> first(LedgerEntry newest, Predicate<LedgerEntry> holds) {
        if (!holds.test(newest)) {
            return Optional.empty();
        }
        DomainName domain = newest.state().domain();
        long low = 1;
        long high = newest.number();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (holds.test(require(domain, middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(require(domain, high));
    }

    /** Entry {@code number}, which must be there. */
    public LedgerEntry require(DomainName domain, long number) {
        return entry(domain, number)
                .orElseThrow(() -> new StoreAway("the store does not hold " + key(domain, number), null));
    }

    /** Begins a domain's ledger, unless it has one. */
    public Appended create(DomainName domain, LedgerEvent.Created created, String nonce) {
        requireWhole(domain);
        return write(new LedgerEntry(
                LedgerEntry.FORMAT,
                nonce,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                created,
                Fold.first(domain, nonce, created)));
    }

    /** Appends {@code event} right after {@code before}, unless another entry came first. */
    public Appended append(LedgerEntry before, LedgerEvent event, String nonce) {
        requireWhole(before.state().domain());
        return write(
                new LedgerEntry(LedgerEntry.FORMAT, nonce, after(before), event, Fold.next(before.state(), event)));
    }

    /** Now; but no ledger's time goes back where one registry's clock is behind another's: what was live when must have one answer. */
    private Instant after(LedgerEntry before) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(before.at()) ? before.at() : now;
    }

    /** Nothing is appended to the domain until {@link #mend(DomainName)}. */
    public void breakOff(DomainName domain, String why) {
        broken.put(domain, why);
    }

    public void mend(DomainName domain) {
        broken.remove(domain);
    }

    private void requireWhole(DomainName domain) {
        String why = broken.get(domain);
        if (why != null) {
            throw new BrokenLedger(why);
        }
    }

    private Appended write(LedgerEntry entry) {
        DomainName domain = entry.state().domain();
        byte[] bytes = Json.bytes(entry);
        for (int tries = 1; ; tries++) {
            try {
                if (store.putIfAbsent(key(domain, entry.number()), bytes)) {
                    return won(entry);
                }
                return settled(entry, require(domain, entry.number()));
            } catch (StoreAway away) {
                // an answer was lost, so the entry may be there: read before writing again
                Optional<LedgerEntry> there = entry(domain, entry.number());
                if (there.isPresent()) {
                    return settled(entry, there.get());
                }
                if (tries == WRITE_TRIES) {
                    throw away;
                }
                LOG.warnf(
                        "ledger.retry domain=%s number=%d try=%d error=\"%s\"",
                        domain, entry.number(), tries, away.getMessage());
            }
        }
    }

    private Appended settled(LedgerEntry mine, LedgerEntry there) {
        if (there.nonce().equals(mine.nonce())) {
            return won(there);
        }
        LOG.infof("ledger.lost domain=%s number=%d", mine.state().domain(), mine.number());
        return new Appended.Lost(newest(mine.state().domain()).orElse(there));
    }

    private Appended won(LedgerEntry entry) {
        remember(entry);
        LOG.infof(
                "ledger.entry domain=%s number=%d event=%s position=%d",
                entry.state().domain(),
                entry.number(),
                EventName.of(entry.event()),
                entry.state().position());
        fault.at(Fault.AFTER_ENTRY);
        return new Appended.Won(entry);
    }

    private static LedgerEntry parse(DomainName domain, long number, byte[] bytes) {
        try {
            LedgerEntry entry = Json.read(bytes, LedgerEntry.class);
            if (entry.number() == number && entry.state().domain().equals(domain)) {
                return entry;
            }
            throw new BrokenLedger(key(domain, number) + " holds another entry: restore it");
        } catch (InvalidValue e) {
            throw new BrokenLedger(key(domain, number) + " is damaged: restore it. " + e.getMessage());
        }
    }

    private @Nullable LedgerEntry coldStart(DomainName domain) {
        if (entry(domain, 1).isEmpty()) {
            return null;
        }
        String prefix = ROOT + domain + "/";
        long[] last = {1};
        store.eachKey(prefix, key -> last[0] = Math.max(last[0], number(key, prefix)));
        return require(domain, last[0]);
    }

    private LedgerEntry remember(LedgerEntry entry) {
        DomainName domain = entry.state().domain();
        known.add(domain);
        return newest.merge(domain, entry, (one, other) -> one.number() >= other.number() ? one : other);
    }

    private static String key(DomainName domain, long number) {
        return ROOT + domain + "/" + number + ENDING;
    }

    private static long number(String key, String prefix) {
        return Long.parseLong(key.substring(prefix.length(), key.length() - ENDING.length()));
    }
}
