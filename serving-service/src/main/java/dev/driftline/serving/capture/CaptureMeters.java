package dev.driftline.serving.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of answers that were to be captured. */
final class CaptureMeters {
    private final Counter sent;
    private final Counter dropped;
    private final Counter lost;

    CaptureMeters(MeterRegistry registry) {
        sent = counter(registry, "sent");
        dropped = counter(registry, "dropped");
        lost = counter(registry, "lost");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("driftline.serving.captures")
                .description("Answers to single texts that were to be captured")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** It lies in the topic. */
    void sent() {
        sent.increment();
    }

    /** The queue was full. */
    void dropped() {
        dropped.increment();
    }

    /** The broker did not take it. */
    void lost() {
        lost.increment();
    }
}
