package dev.driftline.serving.life;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;

/**
 * The parts in the order in which they must end. Once ready it stays so: from then on it answers from memory, whatever
 * is away.
 */
public final class Life {
    private final Engine engine;
    private final Predictor predictor;
    private final Slots slots;
    private final Hints hints;
    private final Versions versions;
    private final Traffic traffic;
    private volatile boolean wasReady;

    Life(Engine engine, Predictor predictor, Slots slots, Hints hints, Versions versions, Traffic traffic) {
        this.engine = engine;
        this.predictor = predictor;
        this.slots = slots;
        this.hints = hints;
        this.versions = versions;
        this.traffic = traffic;
    }

    public boolean live() {
        return hints.alive();
    }

    /** Whether both topics were read to the end that they had at the start, and everything read was tried once. */
    public boolean ready() {
        if (!wasReady) {
            wasReady = hints.reached() && slots.settled();
        }
        return wasReady;
    }

    int slots() {
        return slots.size();
    }

    /** Nobody tells any more, who waits is answered, readers finish, then native memory goes. */
    void end() {
        hints.close();
        predictor.close();
        traffic.close();
        versions.close();
        slots.close();
        engine.close();
    }
}
