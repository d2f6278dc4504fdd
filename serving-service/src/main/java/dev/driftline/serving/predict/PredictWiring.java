package dev.driftline.serving.predict;

import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.MeterRegistry;
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
    static Predictor predictor(
            PredictConfig config,
            Slots slots,
            Hints hints,
            Directory directory,
            Witness witness,
            MeterRegistry meters) {
        int cores = Runtime.getRuntime().availableProcessors();
        int concurrency = config.concurrency() == 0 ? cores : config.concurrency();
        Turnstile turnstile = new Turnstile(concurrency, config.queue(), config.queueWait());
        Answers answers = new Answers(
                witness,
                hints,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong());
        return new Predictor(slots, directory, turnstile, answers, new PredictMeters(meters, turnstile));
    }
}
