package dev.driftline.serving.predict;

import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.claim.Ledgers;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/** Predictors for tests of other stations. */
public final class Predictors {
    private static final int GUESTS = 2;
    private static final int COMPARE_QUEUE = 4;
    private static final int WAITING = 2;

    private Predictors() {}

    public static Predictor over(Slots slots, Hints hints) {
        return over(slots, hints, new FakeLedgers(), new SimpleMeterRegistry());
    }

    /** A client without a key is always the first to be sent to a challenger. */
    public static Predictor over(Slots slots, Hints hints, Ledgers ledgers, MeterRegistry meters) {
        return over(slots, hints, ledgers, meters, new Turnstile(1, 2, Duration.ofSeconds(20)));
    }

    static Predictor over(Slots slots, Hints hints, Ledgers ledgers, MeterRegistry meters, Turnstile turnstile) {
        Directory directory = directory(slots, hints);
        Versions versions = new Versions(slots, hints, ledgers, GUESTS, meters, InstantSource.system());
        Traffic traffic = new Traffic(hints, versions, COMPARE_QUEUE, meters, () -> 0);
        return new Predictor(
                slots,
                directory,
                new Choosing(slots, directory, versions, traffic, WAITING, meters),
                traffic,
                turnstile,
                new PredictMeters(meters, turnstile));
    }

    public static Directory directory(Slots slots, Hints hints) {
        return new Directory(slots, hints);
    }
}
