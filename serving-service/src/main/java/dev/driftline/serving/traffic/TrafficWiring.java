package dev.driftline.serving.traffic;

import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the traffic for whoever asks. */
final class TrafficWiring {
    private TrafficWiring() {}

    @Produces
    @Singleton
    static Traffic traffic(TrafficConfig config, Hints hints, Versions versions, MeterRegistry meters) {
        return new Traffic(
                hints,
                versions,
                config.compareQueue(),
                meters,
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
