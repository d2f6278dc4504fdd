package dev.driftline.serving.slots;

import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.engine.Engine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the slots for whoever asks. */
final class SlotsWiring {
    private SlotsWiring() {}

    @Produces
    @Singleton
    static Slots slots(SlotsConfig config, Engine engine, Blobs blobs, MeterRegistry meters) {
        return new Slots(engine, blobs, config.most(), meters, InstantSource.system());
    }
}
