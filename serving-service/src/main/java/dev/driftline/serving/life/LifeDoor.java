package dev.driftline.serving.life;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Where the framework starts, asks after and ends the service. */
final class LifeDoor {
    private static final Logger LOG = Logger.getLogger(LifeDoor.class);

    private LifeDoor() {}

    @Produces
    @Singleton
    static Life life(Engine engine, Predictor predictor, Slots slots, Hints hints, Versions versions, Traffic traffic) {
        return new Life(engine, predictor, slots, hints, versions, traffic);
    }

    static void begin(@Observes StartupEvent event, Life life) {
        LOG.infof("serving.start slots=%d", life.slots());
    }

    static void end(@Observes ShutdownEvent event, Life life) {
        life.end();
    }

    @Produces
    @Singleton
    @Liveness
    static HealthCheck live(Life life) {
        return () -> HealthCheckResponse.named("hints are being read")
                .status(life.live())
                .build();
    }

    @Produces
    @Singleton
    @Readiness
    static HealthCheck ready(Life life) {
        return () -> HealthCheckResponse.named("adapters read to the end that they had at the start")
                .status(life.ready())
                .withData("slots", life.slots())
                .build();
    }
}
