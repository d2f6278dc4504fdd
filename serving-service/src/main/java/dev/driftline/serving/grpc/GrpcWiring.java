package dev.driftline.serving.grpc;

import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.life.Life;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.tensors.Inference;
import dev.driftline.serving.tensors.Models;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.runtime.StartupEvent;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what stands behind this door, and sets its server's bounds. */
final class GrpcWiring {
    private GrpcWiring() {}

    @Produces
    @Singleton
    static Queries queries(
            Life life,
            Directory directory,
            Predictor predictor,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return new Queries(life, new Models(directory, predictor), version);
    }

    @Produces
    @Singleton
    static Inferences inferences(Predictor predictor, Directory directory) {
        return new Inferences(new Inference(predictor, directory));
    }

    /** Without what answers: the server starts on an event loop, which must not wait until the base is open. */
    @Produces
    @Singleton
    static Methods methods() {
        return new Methods();
    }

    static void open(@Observes StartupEvent event, Methods methods, Queries queries, Inferences inferences) {
        methods.open(queries, inferences);
    }

    static void close(@Disposes Methods methods) {
        methods.close();
    }

    @Produces
    @Singleton
    static ServerBuilderCustomizer<VertxServerBuilder> bounds(Bodies bodies) {
        return new Bounds(bodies);
    }

    private record Bounds(Bodies bodies) implements ServerBuilderCustomizer<VertxServerBuilder> {
        @Override
        public void customize(GrpcServerConfiguration config, VertxServerBuilder server) {
            server.nettyBuilder().maxConcurrentCallsPerConnection(Methods.MOST_CALLS_A_CONNECTION);
            server.addStreamTracerFactory(new Arrival.Factory(bodies));
        }
    }
}
