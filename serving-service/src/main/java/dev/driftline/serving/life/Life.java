package dev.driftline.serving.life;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;

/**
 * The parts in the order in which they must end. Once ready it stays so: from then on it answers from memory, whatever
 * is away.
 */
public final class Life {
    private final Engine engine;
    private final Slots slots;
    private final Hints hints;
    private volatile boolean wasReady;

    Life(Engine engine, Slots slots, Hints hints) {
        this.engine = engine;
        this.slots = slots;
        this.hints = hints;
    }

    public boolean live() {
        return hints.alive();
    }

    /** Whether `adapters` was read to the end that it had at the start, and everything read was tried once. */
    public boolean ready() {
        if (!wasReady) {
            wasReady = hints.reached() && slots.settled();
        }
        return wasReady;
    }

    int slots() {
        return slots.statuses().size();
    }

    /** Nobody tells any more, readers finish, then native memory goes. */
    void end() {
        hints.close();
        slots.close();
        engine.close();
    }
}
