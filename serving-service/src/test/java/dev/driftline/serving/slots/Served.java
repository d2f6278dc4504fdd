package dev.driftline.serving.slots;

import static dev.driftline.serving.slots.Eventually.eventually;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;

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
}
