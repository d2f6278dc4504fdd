package dev.driftline.serving.versions;

import dev.driftline.serving.claim.Ledgers;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the versions for whoever asks. */
final class VersionsWiring {
    private VersionsWiring() {}

    @Produces
    @Singleton
    static Versions versions(VersionsConfig config, Slots slots, Hints hints, Ledgers ledgers, MeterRegistry meters) {
        return new Versions(slots, hints, ledgers, config.guests(), meters, InstantSource.system());
    }
}
