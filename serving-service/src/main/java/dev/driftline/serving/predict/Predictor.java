package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Prediction.Result;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.predict.Ticket.Outcome;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers all texts of a question from one version. Many threads; a caller waits on its own. */
public final class Predictor {
    private final Slots slots;
    private final Directory directory;
    private final Engine engine;
    private final Batcher batcher;
    private final PredictMeters meters;

    Predictor(Slots slots, Directory directory, Engine engine, Batcher batcher, PredictMeters meters) {
        this.slots = slots;
        this.directory = directory;
        this.engine = engine;
        this.batcher = batcher;
        this.meters = meters;
    }

    /** Why {@code domain} would not be answered now, so that a door need not read on; empty: it would be. */
    public Optional<Reply> refusal(DomainName domain) {
        return slots.answers(domain) ? Optional.empty() : Optional.of(directory.whySilent(domain));
    }

    /** Waits for the answer within the terms. */
    public Reply ask(Ask ask) {
        return meters.timed(() -> admit(ask));
    }

    private Reply admit(Ask ask) {
        Optional<Lease> live = slots.acquire(ask.domain());
        if (live.isEmpty()) {
            return directory.whySilent(ask.domain());
        }
        try (Lease lease = live.get()) {
            return answer(ask, lease);
        }
    }

    private Reply answer(Ask ask, Lease lease) {
        Ticket ticket = new Ticket(lease.scorer(), engine.read(ask.question().texts()), false, ask.gone());
        if (batcher.offer(ticket, ask.terms().patience()).isEmpty()) {
            return new Reply.Busy("more texts wait for the engine than it answers in time");
        }
        return switch (ticket.await(ask.terms().patience())) {
            case Outcome.Scored(var scores, var waited, var computed) -> {
                meters.batches().queueTime(waited);
                meters.batches().engineTime(computed);
                yield new Reply.Answered(prediction(ask, scores, lease), lease.labels());
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
