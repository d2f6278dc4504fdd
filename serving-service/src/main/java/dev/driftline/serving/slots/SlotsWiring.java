package dev.driftline.serving.slots;

import static dev.driftline.contracts.wire.InvalidValue.unless;

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
        unless(config.waiting() >= 0, "driftline.serving.slots.waiting", "must be 0 or more");
        Slots.Bounds bounds = new Slots.Bounds(config.most(), config.memory().asLongValue(), config.waiting());
        return new Slots(engine, blobs, bounds, meters, InstantSource.system(), Backoff.DEFAULT);
    }
}
