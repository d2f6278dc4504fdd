package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Prediction.Result;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers all texts of a question from one version. Many threads; a caller waits on its own. */
public final class Predictor {
    private final Slots slots;
    private final Directory directory;
    private final Choosing choosing;
    private final Traffic traffic;
    private final Turnstile turnstile;
    private final PredictMeters meters;

    Predictor(
            Slots slots,
            Directory directory,
            Choosing choosing,
            Traffic traffic,
            Turnstile turnstile,
            PredictMeters meters) {
        this.slots = slots;
        this.directory = directory;
        this.choosing = choosing;
        this.traffic = traffic;
        this.turnstile = turnstile;
        this.meters = meters;
    }

    /** Why {@code domain}'s live version would not answer now, so that a door need not read on; empty: it would be. */
    public Optional<Reply> refusal(DomainName domain) {
        return slots.answers(domain) ? Optional.empty() : Optional.of(directory.whySilent(domain));
    }

    /** Waits for the answer within the terms. */
    public Reply ask(Ask ask) {
        return meters.timed(() -> switch (choosing.of(ask)) {
            case Chosen.Nobody(var why) -> why;
            case Chosen.By by -> admit(ask, by);
        });
    }

    private Reply admit(Ask ask, Chosen.By by) {
        try (Lease lease = by.lease()) {
            Reply reply = admit(ask, lease);
            if (reply instanceof Reply.Answered answered) {
                traffic.answered(
                        by.side(), ask.question(), answered.prediction().results());
            }
            return reply;
        }
    }

    private Reply admit(Ask ask, Lease lease) {
        Optional<Turnstile.Place> free = turnstile.enter();
        if (free.isEmpty()) {
            return new Reply.Busy("every place in the queue is taken");
        }
        try (Turnstile.Place place = free.get()) {
            if (!place.reachEngine()) {
                return new Reply.Busy("the engine is busy");
            }
            return new Reply.Answered(predict(ask, lease));
        }
    }

    private static Prediction predict(Ask ask, Lease lease) {
        List<Result> results = Arrays.stream(lease.scores(ask.question().texts()))
                .map(row -> result(row, lease))
                .toList();
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
