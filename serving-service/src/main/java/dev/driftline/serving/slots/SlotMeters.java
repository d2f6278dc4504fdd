package dev.driftline.serving.slots;

import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.measure.Freshness;
import dev.driftline.serving.measure.Histograms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says in the log and in metrics what becomes of adapters. */
final class SlotMeters {
    private static final Logger LOG = Logger.getLogger(SlotMeters.class);
    private final MeterRegistry registry;
    private final Timer swaps;
    private final Counter hits;
    private final Counter misses;
    private final Freshness freshness;

    SlotMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        freshness = new Freshness(registry, clock);
        hits = residency("hit");
        misses = residency("miss");
        swaps = Histograms.moments("driftline.serving.swaps")
                .description("From a hint to the version that answers")
                .register(registry);
        for (Reason reason : Reason.values()) {
            registry.counter("driftline.serving.refused", "reason", reason.word());
        }
    }

    private Counter residency(String found) {
        return Counter.builder("driftline.serving.residency")
                .description("Questions by whether the version that answers was in memory")
                .tag("found", found)
                .register(registry);
    }

    /** A question came for a domain that has a slot. */
    void asked(boolean resident) {
        (resident ? hits : misses).increment();
    }

    /** @param before null: none */
    void swapped(AdapterRecord.Header header, @Nullable VersionRef before, Duration took) {
        swaps.record(took);
        freshness.answers(header.domain(), header.champion().newestAt(), before != null);
        LOG.infof(
                "serving.swap domain=%s version=%s→%d digest=%s number=%d learnedUpTo=%d took=%dms",
                header.domain(),
                before == null ? "none" : before.version(),
                header.champion().version(),
                header.champion().adapter().brief(),
                header.number(),
                header.champion().learnedUpTo(),
                took.toMillis());
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
