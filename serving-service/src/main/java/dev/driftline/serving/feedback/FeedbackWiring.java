package dev.driftline.serving.feedback;

import dev.driftline.serving.capture.Captures;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Directory;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes what stands behind this door. */
final class FeedbackWiring {
    private FeedbackWiring() {}

    @Produces
    @Singleton
    static Ingest ingest(FeedbackConfig config) {
        return new HttpIngest(config.url(), config.connectWait(), config.sendWait());
    }

    static void close(@Disposes Ingest ingest) {
        ingest.close();
    }

    @Produces
    @Singleton
    static Accuracy accuracy(MeterRegistry meters) {
        return new Accuracy(meters);
    }

    @Produces
    @Singleton
    static FeedbackDesk desk(Bodies bodies, Directory directory, Captures captures, Ingest ingest, Accuracy accuracy) {
        return new FeedbackDesk(
                bodies, directory::newest, directory::declared, captures, ingest, accuracy, InstantSource.system());
    }
}
