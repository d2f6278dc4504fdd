package dev.driftline.serving.predict;

import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.claim.Ledgers;
import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Predictors for tests of other stations. */
public final class Predictors {
    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    public static final long NONCE = 0xc0ffee;

    private static final BatchLimits LIMITS = new BatchLimits(32, 2048, 1024, Duration.ofMillis(2));
    private static final int GUESTS = 2;
    private static final int COMPARE_QUEUE = 4;
    private static final int WAITING = 2;

    private Predictors() {}

    public static Predictor over(Slots slots, Hints hints, Engine engine) {
        return over(slots, hints, new FakeLedgers(), new SimpleMeterRegistry(), engine);
    }

    /** A client without a key is always the first to be sent to a challenger. */
    public static Predictor over(Slots slots, Hints hints, Ledgers ledgers, MeterRegistry registry, Engine engine) {
        PredictMeters meters = new PredictMeters(registry);
        Batcher batcher = new Batcher(engine, LIMITS, meters.batches(), System::nanoTime);
        Answers answers = new Answers((_, _) -> {}, hints, () -> NOON, () -> NONCE);
        return over(slots, hints, ledgers, registry, new Answering(engine, batcher, answers, meters), meters);
    }

    static Predictor over(
            Slots slots,
            Hints hints,
            Ledgers ledgers,
            MeterRegistry registry,
            Answering answering,
            PredictMeters meters) {
        Directory directory = directory(slots, hints);
        Versions versions = new Versions(slots, hints, ledgers, GUESTS, registry, InstantSource.system());
        Traffic traffic = new Traffic(hints, versions, COMPARE_QUEUE, registry, () -> 0);
        return new Predictor(
                slots,
                directory,
                new Choosing(slots, directory, versions, traffic, WAITING, registry),
                traffic,
                answering,
                meters);
    }

    public static Directory directory(Slots slots, Hints hints) {
        return new Directory(slots, hints);
    }
}
