package dev.driftline.serving.stream;

import dev.driftline.serving.predict.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what stands right behind this door. */
final class StreamWiring {
    private StreamWiring() {}

    @Produces
    @Singleton
    static Streams streams(Predictor predictor, StreamConfig config, MeterRegistry meters) {
        return new Streams(predictor, config, meters);
    }

    static void close(@Disposes Streams streams) {
        streams.close();
    }
}
