package dev.driftline.ingest.door;

import dev.driftline.ingest.FakeDomains;
import dev.driftline.ingest.FakeLog;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What stands in for the broker while the service runs in a test. */
@Singleton
public class Fakes {
    @Produces
    @Singleton
    FakeLog log() {
        return new FakeLog();
    }

    @Produces
    @Singleton
    FakeDomains domains() {
        return FakeDomains.withSpam();
    }
}
