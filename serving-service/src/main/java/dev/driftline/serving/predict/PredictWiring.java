package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes what stands behind the doors. */
final class PredictWiring {
    private PredictWiring() {}

    @Produces
    @Singleton
    static Directory directory(Slots slots, Hints hints) {
        return new Directory(slots, hints);
    }

    @Produces
    @Singleton
    static PredictMeters meters(MeterRegistry registry, Tracer tracer) {
        return new PredictMeters(registry, new Spans(tracer, InstantSource.system()));
    }

    @Produces
    @Singleton
    static Batcher batcher(PredictConfig config, Engine engine, PredictMeters meters) {
        BatchLimits limits =
                new BatchLimits(config.batchTexts(), config.batchTokens(), config.queue(), config.linger());
        Batcher batcher = new Batcher(engine, limits, meters.batches(), System::nanoTime);
        meters.watch(batcher);
        return batcher;
    }

    static void close(@Disposes Batcher batcher) {
        batcher.close();
    }

    @Produces
    @Singleton
    static Predictor predictor(Slots slots, Directory directory, Engine engine, Batcher batcher, PredictMeters meters) {
        return new Predictor(slots, directory, engine, batcher, meters);
    }
}
