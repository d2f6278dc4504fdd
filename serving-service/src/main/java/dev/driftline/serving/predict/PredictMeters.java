package dev.driftline.serving.predict;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.serving.measure.Histograms;
import dev.driftline.serving.measure.PerVersion;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts and times questions by what came of them. */
final class PredictMeters {
    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final PerVersion answers;
    private final BatchMeters batches;

    /** Without a trace. */
    PredictMeters(MeterRegistry registry) {
        this(registry, new Spans(OpenTelemetry.noop().getTracer("serving"), InstantSource.system()));
    }

    PredictMeters(MeterRegistry registry, Spans spans) {
        this.registry = registry;
        answers = new PerVersion(
                registry, "driftline.serving.answers", "Texts answered, by the domain and version that answered");
        batches = new MeasuredBatches(registry, spans);
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
            if (reply instanceof Reply.Answered answered) {
                Prediction prediction = answered.prediction();
                answers.add(
                        prediction.domain(),
                        prediction.version(),
                        prediction.results().size());
            }
            return reply;
        } finally {
            sample.stop(timer(outcome));
        }
    }

    private Timer timer(String outcome) {
        return timers.computeIfAbsent(outcome, this::register);
    }

    private Timer register(String outcome) {
        return Histograms.moments("driftline.serving.requests")
                .description("Questions, from the door to the reply")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String outcome(Reply reply) {
        return switch (reply) {
            case Reply.Answered _ -> "answered";
            case Reply.Told _ -> "told";
            case Reply.Invalid _ -> "invalid";
            case Reply.TooLarge _ -> "too-large";
            case Reply.Unknown _, Reply.NoName _ -> "unknown";
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
