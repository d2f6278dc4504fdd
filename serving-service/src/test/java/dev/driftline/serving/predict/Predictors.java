package dev.driftline.serving.predict;

import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;

/** Predictors for tests of other stations. */
public final class Predictors {
    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    public static final long NONCE = 0xc0ffee;

    private Predictors() {}

    public static Predictor over(Slots slots, Hints hints) {
        Turnstile turnstile = new Turnstile(1, 2, Duration.ofSeconds(20));
        return new Predictor(
                slots,
                new Directory(slots, hints),
                turnstile,
                new Answers((_, _) -> {}, hints, () -> NOON, () -> NONCE),
                new PredictMeters(new SimpleMeterRegistry(), turnstile));
    }
}
