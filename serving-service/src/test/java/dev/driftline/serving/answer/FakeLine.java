package dev.driftline.serving.answer;

import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** In place of broker, registry and tensors when the service is started in a test. */
final class FakeLine {
    private FakeLine() {}

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static FakeEngine engine() {
        return new FakeEngine();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static FakeHints hints() {
        return new FakeHints();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static FakeBlobs blobs() {
        return new FakeBlobs();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static FakeLedgers ledgers() {
        return new FakeLedgers();
    }
}
