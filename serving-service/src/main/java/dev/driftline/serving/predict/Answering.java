package dev.driftline.serving.predict;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Prediction.Result;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.predict.Ticket.Outcome;
import dev.driftline.serving.slots.Lease;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Brings a question's texts through the engine, and its scores into an answer. Many threads. */
final class Answering {
    private final Engine engine;
    private final Batcher batcher;
    private final PredictMeters meters;

    Answering(Engine engine, Batcher batcher, PredictMeters meters) {
        this.engine = engine;
        this.batcher = batcher;
        this.meters = meters;
    }

    Reply of(Ask ask, Lease lease) {
        Ticket ticket = new Ticket(lease.scorer(), engine.read(ask.question().texts()), false, ask.gone());
        if (batcher.offer(ticket, ask.terms().patience()).isEmpty()) {
            return new Reply.Busy("more texts wait for the engine than it answers in time");
        }
        return switch (ticket.await(ask.terms().patience())) {
            case Outcome.Scored(var scores, var waited, var computed) -> {
                meters.batches().queueTime(waited);
                meters.batches().engineTime(computed);
                yield new Reply.Answered(prediction(ask, scores, lease));
            }
            case Outcome.Late _ -> new Reply.Late(ask.terms().patience());
            case Outcome.Failed(var why) -> throw why;
        };
    }

    private static Prediction prediction(Ask ask, float[][] scores, Lease lease) {
        List<Result> results =
                Arrays.stream(scores).map(row -> result(row, lease)).toList();
        return new Prediction(
                ask.domain(),
                results,
                lease.version().version(),
                lease.version().adapter(),
                lease.version().learnedUpTo());
    }

    private static Result result(float[] row, Lease lease) {
        List<Score> scores = lease.trained().stream()
                .map(label -> new Score(lease.labels().get(label), shortest(row[label])))
                .sorted(Comparator.comparingDouble(Score::score).reversed())
                .toList();
        return new Result(scores.getFirst().label(), scores);
    }

    /** The double with the float's own shortest spelling, so that JSON shows no noise. */
    private static double shortest(float score) {
        return Double.parseDouble(Float.toString(score));
    }
}
