package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.AdapterRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Says in the log and in metrics what becomes of adapters. */
final class SlotMeters {
    private static final Logger LOG = Logger.getLogger(SlotMeters.class);
    private final MeterRegistry registry;
    private final Timer swaps;

    SlotMeters(MeterRegistry registry) {
        this.registry = registry;
        swaps = Timer.builder("driftline.serving.swaps")
                .description("From a hint to the version that answers")
                .register(registry);
        for (Reason reason : Reason.values()) {
            registry.counter("driftline.serving.refused", "reason", reason.word());
        }
    }

    void swapped(AdapterRecord.Header header, String before, Duration took) {
        swaps.record(took);
        LOG.infof(
                "serving.swap domain=%s version=%s→%d digest=%s number=%d learnedUpTo=%d took=%dms",
                header.domain(),
                before,
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
