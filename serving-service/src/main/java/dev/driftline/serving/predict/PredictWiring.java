package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

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

    @Produces
    @Singleton
    static Choosing choosing(
            PredictConfig config,
            Slots slots,
            Directory directory,
            Versions versions,
            Traffic traffic,
            MeterRegistry meters) {
        return new Choosing(slots, directory, versions, traffic, config.waiting(), meters);
    }

    @Produces
    @Singleton
    static Answers answers(Witness witness, Hints hints) {
        return new Answers(
                witness,
                hints,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong());
    }

    @Produces
    @Singleton
    static Predictor predictor(
            Slots slots,
            Directory directory,
            Choosing choosing,
            Traffic traffic,
            Engine engine,
            Batcher batcher,
            Answers answers,
            PredictMeters meters) {
        Answering answering = new Answering(engine, batcher, answers, meters);
        return new Predictor(slots, directory, choosing, traffic, answering, meters);
    }
}
