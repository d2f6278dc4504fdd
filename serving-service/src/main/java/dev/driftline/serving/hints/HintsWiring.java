package dev.driftline.serving.hints;

import dev.driftline.serving.slots.Slots;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the readers for whoever asks; they read from then on. */
final class HintsWiring {
    private HintsWiring() {}

    @Produces
    @Singleton
    static Hints hints(HintsConfig config, Slots slots) {
        return new KafkaHints(config.bootstrapServers(), config.lookWait(), slots);
    }
}
