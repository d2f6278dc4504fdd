package dev.driftline.serving.intake;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one place that counts what all doors hold. */
final class IntakeWiring {
    private IntakeWiring() {}

    @Produces
    @Singleton
    static Bodies bodies() {
        return new Bodies(Bodies.MAX_BYTES_IN_FLIGHT);
    }
}
