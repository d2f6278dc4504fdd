package dev.driftline.serving.predict;

import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
    static Predictor predictor(
            PredictConfig config,
            Slots slots,
            Directory directory,
            Versions versions,
            Traffic traffic,
            MeterRegistry meters) {
        int cores = Runtime.getRuntime().availableProcessors();
        int concurrency = config.concurrency() == 0 ? cores : config.concurrency();
        Turnstile turnstile = new Turnstile(concurrency, config.queue(), config.queueWait());
        Choosing choosing = new Choosing(slots, directory, versions, traffic, config.waiting(), meters);
        return new Predictor(slots, directory, choosing, traffic, turnstile, new PredictMeters(meters, turnstile));
    }
}
