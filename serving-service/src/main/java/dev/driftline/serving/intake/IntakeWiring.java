package dev.driftline.serving.intake;

import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one place that counts what all doors hold. */
final class IntakeWiring {
    private static final long LOOK_MILLIS = 250;

    private IntakeWiring() {}

    @Produces
    @Singleton
    static Bodies bodies(BodyConfig config, Vertx vertx) {
        Bodies bodies = new Bodies(Bodies.MAX_BYTES_IN_FLIGHT, config.time(), System::nanoTime);
        vertx.setPeriodic(LOOK_MILLIS, _ -> bodies.look());
        return bodies;
    }
}
