package dev.driftline.serving.slots;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.engine.Engine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All slots. One thread tells hints; any thread asks. */
public final class Slots implements AutoCloseable {
    private static final long FACTOR_BYTES = 128L * 1024 * 1024;
    private final ConcurrentMap<DomainName, Slot> slots = new ConcurrentHashMap<>();
    private final int most;
    private final InstantSource clock;
    private final SlotMeters meters;
    private final Loader loader;

    /** @param most slots held at once; domains beyond are refused */
    public Slots(Engine engine, Blobs blobs, int most, MeterRegistry registry, InstantSource clock) {
        this(engine, blobs, most, registry, clock, Backoff.DEFAULT);
    }

    Slots(Engine engine, Blobs blobs, int most, MeterRegistry registry, InstantSource clock, Backoff backoff) {
        unless(most >= 1, "driftline.serving.slots.most", "must be 1 or more");
        this.most = most;
        this.clock = clock;
        meters = new SlotMeters(registry, clock);
        FactorShelf factors = new FactorShelf(FACTOR_BYTES);
        loader = new Loader(new Stager(engine, factors), blobs, factors, backoff, meters, clock);
        Gauge.builder("driftline.serving.slots", slots, Map::size)
                .description("Domains with a slot")
                .register(registry);
    }

    /** A hint from the topic; returns before it is loaded, waits only while many others are. */
    public void told(AdapterRecord hint) {
        AdapterRecord.Header header = hint.header();
        Slot slot = slot(header.domain());
        if (slot == null) {
            meters.refused(header.domain().value(), Reason.FULL, "all " + most + " slots are taken");
            return;
        }
        Wanted wanted = new Wanted(header, clock.instant());
        switch (slot.told(wanted)) {
            case NEWS -> loader.load(slot, wanted, hint.adapter());
            case STALE -> meters.stale(header);
            case KNOWN -> {}
        }
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

    /** A hold on the version that answers for {@code domain} now; the caller closes it. */
    public Optional<Lease> acquire(DomainName domain) {
        Slot slot = slots.get(domain);
        if (slot == null) {
            return Optional.empty();
        }
        Optional<Lease> lease = slot.acquire();
        meters.asked(lease.isPresent());
        return lease;
    }

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

    private @Nullable Slot slot(DomainName domain) {
        Slot slot = slots.get(domain);
        return slot != null || slots.size() >= most ? slot : slots.computeIfAbsent(domain, Slot::new);
    }

    @Override
    public void close() {
        loader.close();
        slots.values().forEach(Slot::close);
    }
}
