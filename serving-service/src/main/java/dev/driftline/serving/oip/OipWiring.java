package dev.driftline.serving.oip;

import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.life.Life;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.tensors.Inference;
import dev.driftline.serving.tensors.Models;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what stands right behind this door. */
final class OipWiring {
    private OipWiring() {}

    @Produces
    @Singleton
    static Lobby lobby(
            Life life,
            Directory directory,
            Predictor predictor,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return new Lobby(life, new Models(directory, predictor), version);
    }

    @Produces
    @Singleton
    static OipDesk desk(Predictor predictor, Directory directory, Bodies bodies) {
        return new OipDesk(new Inference(predictor, directory), new Models(directory, predictor), bodies);
    }
}
