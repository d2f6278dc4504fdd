package dev.driftline.serving.predict;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Parts of a request's way, told once they are over, as children of its span; nothing where no trace is kept. */
final class Spans {
    private final Tracer tracer;
    private final InstantSource clock;

    Spans(Tracer tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** What took so long has ended just now, on this thread's request. */
    void ended(String name, Duration took) {
        if (Span.current().isRecording()) {
            Instant end = clock.instant();
            tracer.spanBuilder(name)
                    .setStartTimestamp(end.minus(took))
                    .startSpan()
                    .end(end);
        }
    }
}
