package dev.driftline.serving.predict;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Prediction.Result;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.Lease;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes answers of scores: each is named, stamped with what gave it, and seen by a witness. */
final class Answers {
    private final Witness witness;
    private final Hints hints;
    private final InstantSource clock;
    private final LongSupplier nonces;

    Answers(Witness witness, Hints hints, InstantSource clock, LongSupplier nonces) {
        this.witness = witness;
        this.hints = hints;
        this.clock = clock;
        this.nonces = nonces;
    }

    /** @param scores of the question's texts (texts, labels) */
    Prediction give(Ask ask, Lease lease, float[][] scores) {
        double least = hints.known(ask.domain()).map(Known::abstainBelow).orElse(0.0);
        List<Result> results =
                Arrays.stream(scores).map(row -> result(row, lease, least)).toList();
        Prediction prediction = new Prediction(
                PredictionId.of(ask.domain(), clock.instant(), nonces.getAsLong()),
                ask.domain(),
                results,
                lease.version().version(),
                lease.version().adapter(),
                lease.version().learnedUpTo());
        witness.saw(ask.question(), prediction);
        return prediction;
    }

    private static Result result(float[] row, Lease lease, double least) {
        List<Score> scores = lease.trained().stream()
                .map(label -> new Score(lease.labels().get(label), shortest(row[label])))
                .sorted(Comparator.comparingDouble(Score::score).reversed())
                .toList();
        Score best = scores.getFirst();
        return new Result(best.label(), scores, best.score() < least);
    }

    /** The double with the float's own shortest spelling, so that JSON shows no noise. */
    private static double shortest(float score) {
        return Double.parseDouble(Float.toString(score));
    }
}
