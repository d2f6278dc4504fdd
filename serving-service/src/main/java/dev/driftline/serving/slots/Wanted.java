package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.AdapterRecord;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** An adapter on its way into a slot. Compared by identity: the same words told twice are two. */
final class Wanted {
    private final Target target;
    private final Instant since;
    private final boolean told;
    private final AtomicBoolean tried = new AtomicBoolean();
    private volatile boolean asked;

    private Wanted(Target target, Instant since, boolean told) {
        this.target = target;
        this.since = since;
        this.told = told;
        asked = !told;
    }

    /** By a hint: it takes nobody's place, and is tried until it is there. */
    static Wanted told(Target target, Instant since) {
        return new Wanted(target, since, true);
    }

    /** By a question: another adapter gives way to it; tried once. */
    static Wanted asked(Target target, Instant since) {
        return new Wanted(target, since, false);
    }

    Target target() {
        return target;
    }

    AdapterRecord.Header header() {
        return target.header();
    }

    Instant since() {
        return since;
    }

    boolean told() {
        return told;
    }

    /** Somebody asks for what was told. */
    void ask() {
        asked = true;
    }

    boolean asked() {
        return asked;
    }

    /** True for the first caller alone. */
    boolean firstTry() {
        return tried.compareAndSet(false, true);
    }
}
