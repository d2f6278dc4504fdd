package dev.driftline.registry.api;

import dev.driftline.registry.store.ObjectStore;
import dev.driftline.registry.store.StoreAway;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the object store answers. */
@Readiness
class StoreHealth implements HealthCheck {
    private final ObjectStore store;

    StoreHealth(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.size("probe/health");
            return HealthCheckResponse.up("store");
        } catch (StoreAway e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            return HealthCheckResponse.named("store")
                    .down()
                    .withData("why", why)
                    .build();
        }
    }
}
