package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Predictors for tests of other stations. */
public final class Predictors {
    private static final BatchLimits LIMITS = new BatchLimits(32, 2048, 1024, Duration.ofMillis(2));

    private Predictors() {}

    public static Predictor over(Slots slots, Hints hints, Engine engine) {
        PredictMeters meters = new PredictMeters(new SimpleMeterRegistry());
        Batcher batcher = new Batcher(engine, LIMITS, meters.batches(), System::nanoTime);
        return new Predictor(slots, new Directory(slots, hints), engine, batcher, meters);
    }
}
