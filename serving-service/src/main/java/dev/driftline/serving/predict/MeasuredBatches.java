package dev.driftline.serving.predict;

import dev.driftline.serving.measure.Histograms;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Batches in histograms, and each question's wait and computation in its trace. */
final class MeasuredBatches implements BatchMeters {
    /** 2 to the power of 8: the most texts of a question. */
    private static final int TEXTS = 8;

    /** 2 to the power of 15: 256 texts of 128 tokens. */
    private static final int TOKENS = 15;

    private final Timer queue;
    private final Timer engine;
    private final DistributionSummary texts;
    private final DistributionSummary tokens;
    private final Spans spans;

    MeasuredBatches(MeterRegistry registry, Spans spans) {
        this.spans = spans;
        queue = Histograms.moments("driftline.serving.queue.time")
                .description("How long a question waited for the engine")
                .register(registry);
        engine = Histograms.moments("driftline.serving.engine.time")
                .description("How long the engine computed a batch")
                .register(registry);
        texts = Histograms.doublings("driftline.serving.batch.texts", TEXTS)
                .description("Texts of a batch")
                .register(registry);
        tokens = Histograms.doublings("driftline.serving.batch.tokens", TOKENS)
                .description("Tokens of a batch, padding included")
                .register(registry);
    }

    @Override
    public void answered(Duration waited, Duration computed) {
        queue.record(waited);
        spans.ended("queue", waited, computed);
        spans.ended("engine", computed, Duration.ZERO);
    }

    @Override
    public void batch(int batchTexts, int batchTokens, Duration took) {
        engine.record(took);
        texts.record(batchTexts);
        if (batchTokens != UNKNOWN) {
            tokens.record(batchTokens);
        }
    }
}
