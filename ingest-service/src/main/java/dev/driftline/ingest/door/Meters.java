package dev.driftline.ingest.door;

import dev.driftline.contracts.example.Reason;
import dev.driftline.ingest.desk.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts records, without their domains, of which there may be thousands. */
final class Meters implements Tally {
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter unsent;
    private final Timer acknowledged;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        accepted = registry.counter("driftline.ingest.accepted");
        unsent = registry.counter("driftline.ingest.unsent");
        acknowledged = Timer.builder("driftline.ingest.acknowledged")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
        for (Reason reason : Reason.values()) {
            rejects(reason);
        }
    }

    @Override
    public void accepted(Duration took) {
        accepted.increment();
        acknowledged.record(took);
    }

    @Override
    public void rejected(Reason reason) {
        rejects(reason).increment();
    }

    @Override
    public void unsent() {
        unsent.increment();
    }

    private Counter rejects(Reason reason) {
        return registry.counter("driftline.ingest.rejected", "reason", reason.word());
    }
}
