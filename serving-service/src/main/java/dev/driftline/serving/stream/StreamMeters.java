package dev.driftline.serving.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** Counts lines, and streams that are open. */
final class StreamMeters {
    private final Counter answered;
    private final Counter faulty;

    StreamMeters(MeterRegistry registry, IntSupplier open) {
        answered = lines(registry, "answered");
        faulty = lines(registry, "faulty");
        Gauge.builder("driftline.serving.streams", open, IntSupplier::getAsInt)
                .description("Streams of questions that are open")
                .strongReference(true)
                .register(registry);
    }

    void told(boolean isAnswered) {
        (isAnswered ? answered : faulty).increment();
    }

    private static Counter lines(MeterRegistry registry, String outcome) {
        return Counter.builder("driftline.serving.stream.lines")
                .description("Lines of streams, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
