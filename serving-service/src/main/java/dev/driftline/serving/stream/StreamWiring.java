package dev.driftline.serving.stream;

import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Makes what stands right behind this door. */
final class StreamWiring {
    private static final Logger LOG = Logger.getLogger(StreamWiring.class);

    private StreamWiring() {}

    @Produces
    @Singleton
    static Streams streams(Predictor predictor, Directory directory, StreamConfig config, MeterRegistry meters) {
        return new Streams(predictor, directory, config, meters);
    }

    /** What is measured of streams is there before the first of them. */
    static void begin(@Observes StartupEvent event, Streams streams) {
        LOG.debugf("serving.streams ready=%s", streams);
    }

    static void close(@Disposes Streams streams) {
        streams.close();
    }
}
