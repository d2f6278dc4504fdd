package dev.driftline.serving.slots;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.claim.Coordinate;
import dev.driftline.serving.engine.Engine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All slots. Of every domain that was told its header is kept; as many adapters as the bounds allow are in memory, the others lie cold in the
 * topic or with the registry, and are loaded when they are asked. One thread tells hints; any thread asks.
 */
public final class Slots implements AutoCloseable {
    private static final long FACTOR_BYTES = 128L * 1024 * 1024;
    private final ConcurrentMap<DomainName, Slot> slots = new ConcurrentHashMap<>();
    private final ConcurrentMap<DomainName, Labelled> labels = new ConcurrentHashMap<>();
    private final Semaphore waiting;
    private final InstantSource clock;
    private final SlotMeters meters;
    private final Residents residents;
    private final Loader loader;
    private final GuestLoader guests;
    private final Swaps swaps = new Swaps();

    /** A domain's labels, as its ledger says. */
    private record Labelled(String ledgerId, List<String> labels) {}

    /**
     * How much is held.
     *
     * @param most adapters in memory
     * @param bytes of native memory, of all of them
     * @param waiting questions that may wait for cold adapters at once
     */
    record Bounds(int most, long bytes, int waiting) {}

    /** Bounded by number alone. */
    public Slots(Engine engine, Blobs blobs, int most, MeterRegistry registry, InstantSource clock) {
        this(engine, blobs, new Bounds(most, Long.MAX_VALUE, most), registry, clock, Backoff.DEFAULT);
    }

    Slots(Engine engine, Blobs blobs, Bounds bounds, MeterRegistry registry, InstantSource clock, Backoff backoff) {
        this.clock = clock;
        waiting = new Semaphore(bounds.waiting());
        meters = new SlotMeters(registry, clock);
        residents = new Residents(bounds.most(), bounds.bytes(), meters::evicted, swaps::swapped);
        meters.watch(residents);
        FactorShelf factors = new FactorShelf(FACTOR_BYTES);
        Stager stager = new Stager(engine, factors);
        loader = new Loader(stager, blobs, factors, residents, this::labels, backoff, meters, clock, swaps);
        guests = new GuestLoader(new Stager(engine, factors), blobs, factors);
        Gauge.builder("driftline.serving.slots", slots, Map::size)
                .description("Domains with a slot, in memory or cold")
                .register(registry);
    }

    /** A hint whose adapter, once it is cold, only the registry has. */
    public void told(AdapterRecord hint) {
        told(hint, null);
    }

    /**
     * A hint from the topic; returns before it is loaded, waits only while many others are.
     *
     * @param carried where the record lies, if it carries the adapter
     */
    public void told(AdapterRecord hint, @Nullable Coordinate carried) {
        AdapterRecord.Header header = hint.header();
        Slot slot = slots.computeIfAbsent(header.domain(), Slot::new);
        Wanted wanted = Wanted.told(new Target(header, carried), clock.instant());
        switch (slot.told(wanted)) {
            case NEWS -> loader.told(slot, wanted, hint.adapter());
            case STALE -> meters.stale(header);
            case KNOWN -> {}
        }
    }

    /** The rows that heads of this ledger's adapters must have; any thread. Many domains have the same, which are held once. */
    public void labelled(DomainName domain, String ledgerId, List<String> rows) {
        labels.put(
                domain, new Labelled(ledgerId, rows.stream().map(String::intern).toList()));
    }

    /** The labels that the domain's ledger names; empty: it was not read. */
    public List<String> declared(DomainName domain) {
        Labelled known = labels.get(domain);
        return known == null ? List.of() : known.labels();
    }

    private List<String> labels(AdapterRecord.Header header) {
        Labelled known = labels.get(header.domain());
        return known != null && known.ledgerId().equals(header.ledgerId()) ? known.labels() : List.of();
    }

    /** A record that is no hint lies under this key; what answers stays. */
    public void unreadable(String key, String why) {
        meters.refused(key, Reason.UNREADABLE, why);
        slots.forEach((domain, slot) -> {
            if (domain.value().equals(key)) {
                slot.fault(why);
            }
        });
    }

    /** A hold on the version that answers for {@code domain} now, if it is in memory; the caller closes it. */
    public Optional<Lease> acquire(DomainName domain) {
        return Optional.ofNullable(slots.get(domain)).flatMap(Slot::acquire);
    }

    /** The same, waiting for a cold adapter; empty: none comes, or not within {@code patience}. */
    public Optional<Lease> acquire(DomainName domain, Duration patience) {
        Optional<Lease> here = acquire(domain);
        if (here.isPresent()) {
            meters.hit();
            return here;
        }
        Slot slot = slots.get(domain);
        return slot == null ? Optional.empty() : await(slot, patience);
    }

    /** Whether an answer is to be expected; a cold adapter begins to load, and is not waited for. */
    public boolean summon(DomainName domain) {
        Slot slot = slots.get(domain);
        return slot != null && (slot.version().isPresent() || isExpected(summon(slot)));
    }

    private static boolean isExpected(Summons summons) {
        return switch (summons) {
            case Summons.Here _ -> true;
            case Summons.Coming coming -> isWorthwhile(coming.arrival());
            case Summons.Load load -> isWorthwhile(load.arrival());
            case Summons.Silent _ -> false;
        };
    }

    private static boolean isWorthwhile(CompletableFuture<Boolean> arrival) {
        return arrival.getNow(true);
    }

    private Summons summon(Slot slot) {
        Summons summons = slot.summon(clock.instant());
        if (summons instanceof Summons.Load load) {
            loader.asked(slot, load.wanted());
        }
        return summons;
    }

    private Optional<Lease> await(Slot slot, Duration patience) {
        if (!waiting.tryAcquire()) {
            return Optional.empty();
        }
        meters.miss();
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            Optional<Lease> lease = Optional.empty();
            boolean look = true;
            while (look && lease.isEmpty()) {
                look = arrives(summon(slot), deadline);
                lease = slot.acquire();
            }
            return lease;
        } finally {
            waiting.release();
        }
    }

    /** Whether it is worth looking again. */
    private static boolean arrives(Summons summons, long deadline) {
        return switch (summons) {
            case Summons.Here _ -> true;
            case Summons.Coming coming -> arrives(coming.arrival(), deadline);
            case Summons.Load load -> arrives(load.arrival(), deadline);
            case Summons.Silent _ -> false;
        };
    }

    private static boolean arrives(CompletableFuture<Boolean> arrival, long deadline) {
        try {
            return arrival.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Loads a version that is not the live one, beside the slots; the caller waits, and closes what comes. */
    public Guest visit(DomainName domain, VersionRef version) {
        return guests.load(version, declared(domain));
    }

    /** Of all slots: for whoever waits for one. */
    public Swaps swaps() {
        return swaps;
    }

    /** Whether the domain's adapter is in memory. */
    public boolean answers(DomainName domain) {
        return Optional.ofNullable(slots.get(domain)).flatMap(Slot::version).isPresent();
    }

    /** Why nothing answers for {@code domain} although an adapter was told; empty: none was told. */
    public Optional<String> obstacle(DomainName domain) {
        return Optional.ofNullable(slots.get(domain)).flatMap(Slot::obstacle);
    }

    public Optional<SlotStatus> status(DomainName domain) {
        return Optional.ofNullable(slots.get(domain)).map(Slot::status);
    }

    /** Domains that have one, in memory or cold. */
    public int size() {
        return slots.size();
    }

    /** Of every slot, by name. */
    public List<SlotStatus> statuses() {
        return slots.keySet().stream()
                .sorted()
                .flatMap(domain -> status(domain).stream())
                .toList();
    }

    /** Whether every hint told so far was tried once. */
    public boolean settled() {
        return loader.settled();
    }

    @Override
    public void close() {
        loader.close();
        slots.values().forEach(Slot::close);
    }
}
