package dev.driftline.serving.predict;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The engine's calls as metrics. */
final class EngineMeters implements BatchMeters {
    private final Timer queue;
    private final Timer engine;
    private final DistributionSummary texts;
    private final DistributionSummary tokens;

    EngineMeters(MeterRegistry registry) {
        queue = Timer.builder("driftline.serving.queue.time")
                .description("How long a question waited for the engine")
                .publishPercentileHistogram()
                .register(registry);
        engine = Timer.builder("driftline.serving.engine.time")
                .description("One call of the engine")
                .publishPercentileHistogram()
                .register(registry);
        texts = DistributionSummary.builder("driftline.serving.batch.texts")
                .description("Texts in a call of the engine")
                .register(registry);
        tokens = DistributionSummary.builder("driftline.serving.batch.tokens")
                .description("Tokens in a call of the engine")
                .register(registry);
    }

    @Override
    public void queueTime(Duration waited) {
        queue.record(waited);
    }

    @Override
    public void batch(int count, int size, Duration took) {
        engine.record(took);
        texts.record(count);
        tokens.record(size);
    }

    @Override
    public void engineTime(Duration took) {}
}
