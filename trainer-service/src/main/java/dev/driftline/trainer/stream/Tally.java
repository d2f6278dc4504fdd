package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Reading;
import dev.driftline.trainer.window.Arrival;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Counts what was read. */
final class Tally {
    private static final Logger LOG = Logger.getLogger("trainer");

    private final MeterRegistry meters;

    Tally(MeterRegistry meters) {
        this.meters = meters;
    }

    void read(Arrival arrival) {
        meters.counter(
                        arrival.duplicate() ? "driftline.trainer.duplicates" : "driftline.trainer.accepted",
                        "domain",
                        arrival.domain().value())
                .increment();
    }

    void rejected(RawRecord record, Reading.Rejected why) {
        meters.counter("driftline.trainer.rejects", "reason", why.reason().word())
                .increment();
        LOG.infof(
                "trainer.reject at=%d:%d reason=%s field=%s",
                record.partition(), record.offset(), why.reason().word(), why.field());
    }
}
