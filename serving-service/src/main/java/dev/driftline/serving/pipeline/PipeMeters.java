package dev.driftline.serving.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Says in metrics and in the log what becomes of a pipeline's records. */
final class PipeMeters {
    private static final Logger LOG = Logger.getLogger(PipeMeters.class);
    private static final long TELL_EVERY_NANOS = 30_000_000_000L;

    private final Route route;
    private final Counter answered;
    private final Counter rejected;
    private final Counter waits;
    private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - TELL_EVERY_NANOS);

    PipeMeters(MeterRegistry registry, Route route) {
        this.route = route;
        answered = records(registry, route, "answered");
        rejected = records(registry, route, "rejected");
        waits = Counter.builder("driftline.serving.pipeline.waits")
                .description("How often a pipeline could not go on and tried again")
                .tag("pipeline", route.name())
                .register(registry);
    }

    private static Counter records(MeterRegistry registry, Route route, String outcome) {
        return Counter.builder("driftline.serving.pipeline.records")
                .description("Records of pipelines, once their transaction is committed")
                .tag("pipeline", route.name())
                .tag("outcome", outcome)
                .register(registry);
    }

    void reads(int partitions) {
        LOG.infof(
                "serving.pipeline name=%s from=%s partitions=%d to=%s domain=%s",
                route.name(), route.from(), partitions, route.to(), route.domain());
    }

    void committed(int answers, int rejects) {
        answered.increment(answers);
        rejected.increment(rejects);
    }

    /** Told once in a while, however often it happens. */
    void waits(String why) {
        waits.increment();
        long now = System.nanoTime();
        long told = toldNanos.get();
        if (now - told >= TELL_EVERY_NANOS && toldNanos.compareAndSet(told, now)) {
            LOG.warnf("serving.pipeline.waits name=%s why=\"%s\"", route.name(), why);
        }
    }
}
