package dev.driftline.serving.predict;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** Counts and times questions by what came of them. */
final class PredictMeters {
    private final MeterRegistry registry;
    private final BatchMeters batches;

    PredictMeters(MeterRegistry registry) {
        this.registry = registry;
        batches = new EngineMeters(registry);
        timer("answered");
    }

    /** The gauge of what waits. */
    void watch(Batcher batcher) {
        Gauge.builder("driftline.serving.queue", batcher, Batcher::waiting)
                .description("Texts that wait for the engine")
                .register(registry);
    }

    BatchMeters batches() {
        return batches;
    }

    Reply timed(Supplier<Reply> question) {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "failed";
        try {
            Reply reply = question.get();
            outcome = outcome(reply);
            return reply;
        } finally {
            sample.stop(timer(outcome));
        }
    }

    private Timer timer(String outcome) {
        return Timer.builder("driftline.serving.requests")
                .description("Questions, from the door to the reply")
                .tag("outcome", outcome)
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
    }

    private static String outcome(Reply reply) {
        return switch (reply) {
            case Reply.Answered _ -> "answered";
            case Reply.Told _ -> "told";
            case Reply.Invalid _ -> "invalid";
            case Reply.TooLarge _ -> "too-large";
            case Reply.Unknown _ -> "unknown";
            case Reply.NoVersion _ -> "no-version";
            case Reply.Stale _ -> "stale";
            case Reply.NoSuchVersion _ -> "no-such-version";
            case Reply.VersionGone _ -> "version-gone";
            case Reply.NotLiveThen _ -> "not-live-then";
            case Reply.NotLoaded _ -> "not-loaded";
            case Reply.Busy _ -> "busy";
            case Reply.Late _ -> "late";
        };
    }
}
