package dev.driftline.registry.api;

import dev.driftline.registry.telling.Telling;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the topics can be told. */
@Readiness
class BrokerHealth implements HealthCheck {
    private final Telling telling;

    BrokerHealth(Telling telling) {
        this.telling = telling;
    }

    @Override
    public HealthCheckResponse call() {
        return telling.trouble()
                .map(why -> HealthCheckResponse.named("broker")
                        .down()
                        .withData("why", why)
                        .build())
                .orElseGet(() -> HealthCheckResponse.up("broker"));
    }
}
