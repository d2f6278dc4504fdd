package dev.driftline.ingest.door;

import dev.driftline.ingest.domains.Domains;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once topic `domains` has been read to its end. */
@Readiness
public class DomainsCheck implements HealthCheck {
    private final Domains domains;

    DomainsCheck(Domains domains) {
        this.domains = domains;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("domains").status(domains.isReady()).build();
    }
}
