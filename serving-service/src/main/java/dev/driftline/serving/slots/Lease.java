package dev.driftline.serving.slots;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.engine.Engine.Scorer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reader's hold on one version: until it is closed that version stays loaded, whatever is swapped meanwhile. */
public final class Lease implements AutoCloseable {
    private final Live live;
    private final AtomicBoolean held = new AtomicBoolean(true);

    /** Takes over one reader that has entered. */
    Lease(Live live) {
        this.live = live;
    }

    public VersionRef version() {
        return live.version();
    }

    public List<String> labels() {
        return live.scorer().labels();
    }

    /** Rows of the head that were ever trained. */
    public List<Integer> trained() {
        return live.scorer().trained();
    }

    /** What answers, as long as this is held. */
    public Scorer scorer() {
        return live.scorer();
    }

    /** (passages, labels) probabilities, all from this one version, in the form of the base in which it answers single texts. */
    public float[][] scores(List<Passage> passages) {
        return scorer().scores(passages);
    }

    /** Another hold on the same version, of its own; empty when that was let go by all. */
    public Optional<Lease> share() {
        return live.enter() ? Optional.of(new Lease(live)) : Optional.empty();
    }

    @Override
    public void close() {
        if (held.compareAndSet(true, false)) {
            live.leave();
        }
    }
}
