package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.AdapterRecord;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** An adapter on its way into a slot. Compared by identity: the same words told twice are two. */
final class Wanted {
    private final AdapterRecord.Header header;
    private final Instant toldAt;
    private final AtomicBoolean tried = new AtomicBoolean();

    Wanted(AdapterRecord.Header header, Instant toldAt) {
        this.header = header;
        this.toldAt = toldAt;
    }

    AdapterRecord.Header header() {
        return header;
    }

    Instant toldAt() {
        return toldAt;
    }

    /** True for the first caller alone. */
    boolean firstTry() {
        return tried.compareAndSet(false, true);
    }
}
