package dev.driftline.serving.slots;

import static dev.driftline.serving.slots.Eventually.eventually;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the doors' tests ask. */
public final class Served {
    private Served() {}

    /** Version 7 of spam, which has learned up to offset 4711, answers when this returns. */
    public static void spam(Slots slots) {
        byte[] adapter = FakeEngine.adapter(7);
        VersionRef ref = new VersionRef(7, Digest.of(adapter), adapter.length, 4711);
        slots.told(new AdapterRecord(new AdapterRecord.Header(new DomainName("spam"), "A", 9, ref), adapter));
        eventually(slots::settled);
    }

    /** Questions so far of which this came. */
    public static long questions(MeterRegistry meters, String outcome) {
        Timer timer = meters.find("driftline.serving.requests")
                .tag("outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
