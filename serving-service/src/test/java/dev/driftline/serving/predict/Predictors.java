package dev.driftline.serving.predict;

import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Predictors for tests of other stations. */
public final class Predictors {
    private Predictors() {}

    public static Predictor over(Slots slots, Hints hints) {
        Turnstile turnstile = new Turnstile(1, 2, Duration.ofSeconds(20));
        return new Predictor(
                slots, new Directory(slots, hints), turnstile, new PredictMeters(new SimpleMeterRegistry(), turnstile));
    }
}
