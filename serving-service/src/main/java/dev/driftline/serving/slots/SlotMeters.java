package dev.driftline.serving.slots;

import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.measure.Freshness;
import dev.driftline.serving.measure.Histograms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says in the log and in metrics what becomes of adapters. */
final class SlotMeters {
    private static final Logger LOG = Logger.getLogger(SlotMeters.class);
    private final MeterRegistry registry;
    private final Timer swaps;
    private final Counter hits;
    private final Counter misses;
    private final Freshness freshness;
    private final Timer coldLoads;
    private final Counter evictions;

    SlotMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        freshness = new Freshness(registry, clock);
        swaps = Histograms.moments("driftline.serving.swaps")
                .description("From a hint, or the question for a cold adapter, to the version that answers")
                .register(registry);
        coldLoads = Histograms.moments("driftline.serving.cold.loads")
                .description("From asking for a cold adapter to its being loaded")
                .register(registry);
        hits = residency("hit");
        misses = residency("miss");
        evictions = Counter.builder("driftline.serving.evictions")
                .description("Adapters that gave way to others")
                .register(registry);
        for (Reason reason : Reason.values()) {
            registry.counter("driftline.serving.refused", "reason", reason.word());
        }
    }

    private Counter residency(String outcome) {
        return Counter.builder("driftline.serving.residency")
                .description("Questions by whether their adapter was in memory")
                .tag("outcome", outcome)
                .register(registry);
    }

    void watch(Residents residents) {
        Gauge.builder("driftline.serving.resident", residents, Residents::size)
                .description("Adapters in memory")
                .register(registry);
        Gauge.builder("driftline.serving.resident.bytes", residents, Residents::bytes)
                .description("Native memory of adapters")
                .baseUnit("bytes")
                .register(registry);
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void evicted() {
        evictions.increment();
    }

    /** A version that was told, or another than before, answers from now on. */
    void swapped(AdapterRecord.Header header, Optional<VersionRef> before, boolean mayRound, Duration took) {
        swaps.record(took);
        freshness.answers(header.domain(), header.champion().newestAt(), before.isPresent());
        LOG.infof(
                "serving.swap domain=%s version=%s→%d digest=%s number=%d learnedUpTo=%d exactly=%s took=%dms",
                header.domain(),
                before.map(old -> String.valueOf(old.version())).orElse("none"),
                header.champion().version(),
                header.champion().adapter().brief(),
                header.number(),
                header.champion().learnedUpTo(),
                !mayRound,
                took.toMillis());
    }

    /** What was told lies cold: it answers once it is asked. */
    void cold(AdapterRecord.Header header) {
        freshness.answers(header.domain(), header.champion().newestAt(), false);
    }

    /** A cold version that was asked for answers from now on. */
    void warmed(AdapterRecord.Header header, Duration took) {
        coldLoads.record(took);
        LOG.debugf(
                "serving.warm domain=%s version=%d took=%dms",
                header.domain(), header.champion().version(), took.toMillis());
    }

    void notCarried(AdapterRecord.Header header, String why) {
        LOG.infof(
                "serving.claim domain=%s version=%d why=\"%s\"",
                header.domain(), header.champion().version(), why);
    }

    void refused(String domain, Reason reason, String why) {
        registry.counter("driftline.serving.refused", "reason", reason.word()).increment();
        LOG.warnf("serving.refused domain=%s reason=%s why=\"%s\"", domain, reason.word(), why);
    }

    void stale(AdapterRecord.Header header) {
        LOG.infof("serving.stale domain=%s number=%d", header.domain(), header.number());
    }

    void waiting(AdapterRecord.Header header, String why, int tries) {
        LOG.warnf(
                "serving.waiting domain=%s version=%d tries=%d why=\"%s\"",
                header.domain(), header.champion().version(), tries + 1, why);
    }
}
