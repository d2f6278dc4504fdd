package dev.driftline.trainer;

import dev.driftline.trainer.window.Lanes;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the base is loaded and the broker has given out partitions. */
@Readiness
@ApplicationScoped
class TrainerReadiness implements HealthCheck {
    private final Trainer trainer;
    private final Lanes lanes;

    TrainerReadiness(Trainer trainer, Lanes lanes) {
        this.trainer = trainer;
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("trainer")
                .withData("baseLoaded", trainer.isTraining())
                .withData("assigned", lanes.isAssigned())
                .status(trainer.isTraining() && lanes.isAssigned())
                .build();
    }
}
