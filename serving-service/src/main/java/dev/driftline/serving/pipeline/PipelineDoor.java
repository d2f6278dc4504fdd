package dev.driftline.serving.pipeline;

import dev.driftline.serving.predict.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the framework starts and ends pipelines: they end before what answers them does. */
final class PipelineDoor {
    private PipelineDoor() {}

    @Produces
    @Singleton
    static Pipelines pipelines(
            PipelineConfig config,
            Predictor predictor,
            MeterRegistry meters,
            @ConfigProperty(name = "driftline.kafka.bootstrap-servers", defaultValue = "127.0.0.1:7092") String broker,
            @ConfigProperty(name = "driftline.http.port") int port) {
        String place = host() + "-" + port;
        List<Pipeline> all = config.pipes().entrySet().stream()
                .map(pipe -> Route.of(pipe.getKey(), pipe.getValue()))
                .map(route -> new Pipeline(
                        route, Clients.of(broker, route, place), predictor::ask, new PipeMeters(meters, route)))
                .toList();
        return new Pipelines(all);
    }

    /** Of this machine; where it has no name, pipelines of several machines would end each other's transactions. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "nameless";
        }
    }

    static void begin(@Observes StartupEvent event, Pipelines pipelines) {
        pipelines.start();
    }

    static void end(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event, Pipelines pipelines) {
        pipelines.close();
    }
}
