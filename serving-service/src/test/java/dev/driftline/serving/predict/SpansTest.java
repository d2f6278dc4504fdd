package dev.driftline.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private final Kept kept = new Kept();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(kept))
            .build();
    private final Tracer tracer = provider.get("serving");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BatchMeters batches = new MeasuredBatches(meters, new Spans(tracer, InstantSource.fixed(NOW)));

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aQuestionsWaitAndComputationStandBelowItsRequest() {
        Span request = tracer.spanBuilder("request").startSpan();
        try (Scope _ = request.makeCurrent()) {
            batches.answered(Duration.ofMillis(3), Duration.ofMillis(7));
        }
        assertThat(kept.spans).extracting(SpanData::getName).containsExactly("queue", "engine");
        assertThat(kept.spans)
                .extracting(SpanData::getParentSpanId)
                .containsOnly(request.getSpanContext().getSpanId());
        assertThat(kept.spans)
                .extracting(SpanData::getStartEpochNanos)
                .containsExactly(nanos(NOW.minusMillis(10)), nanos(NOW.minusMillis(7)));
        assertThat(kept.spans)
                .extracting(SpanData::getEndEpochNanos)
                .containsExactly(nanos(NOW.minusMillis(7)), nanos(NOW));
    }

    @Test
    void withoutATraceTheMetricsAreTheSame() {
        batches.answered(Duration.ofMillis(3), Duration.ofMillis(7));
        batches.batch(8, 256, Duration.ofMillis(7));
        batches.batch(8, BatchMeters.UNKNOWN, Duration.ofMillis(7));
        assertThat(kept.spans).isEmpty();
        assertThat(meters.get("driftline.serving.queue.time").timer().count()).isEqualTo(1);
        assertThat(meters.get("driftline.serving.engine.time").timer().count()).isEqualTo(2);
        assertThat(meters.get("driftline.serving.batch.texts").summary().totalAmount())
                .isEqualTo(16);
        assertThat(meters.get("driftline.serving.batch.tokens").summary().count())
                .isEqualTo(1);
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    /** Spans in memory. */
    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
