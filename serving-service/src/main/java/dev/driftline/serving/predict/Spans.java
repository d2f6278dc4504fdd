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

    /** What took so long ended so long ago, on this thread's request. */
    void ended(String name, Duration took, Duration ago) {
        if (Span.current().isRecording()) {
            Instant end = clock.instant().minus(ago);
            tracer.spanBuilder(name)
                    .setStartTimestamp(end.minus(took))
                    .startSpan()
                    .end(end);
        }
    }
}
