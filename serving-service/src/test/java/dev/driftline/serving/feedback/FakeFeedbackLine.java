package dev.driftline.serving.feedback;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** In place of ingest-service when the service is started in a test. */
final class FakeFeedbackLine {
    private FakeFeedbackLine() {}

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static FakeIngest ingest() {
        return new FakeIngest();
    }
}
