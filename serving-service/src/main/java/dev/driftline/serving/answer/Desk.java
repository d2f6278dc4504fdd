package dev.driftline.serving.answer;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Prediction.Result;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.answer.Bodies.Read;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a question, admits it, and answers all its texts from one version. Many threads. */
final class Desk {
    private final Slots slots;
    private final Directory directory;
    private final Turnstile turnstile;
    private final Bodies bodies;
    private final AnswerMeters meters;

    Desk(Slots slots, Directory directory, Turnstile turnstile, Bodies bodies, AnswerMeters meters) {
        this.slots = slots;
        this.directory = directory;
        this.turnstile = turnstile;
        this.bodies = bodies;
        this.meters = meters;
    }

    /** @param bodyBytes as announced; null: not announced */
    Reply ask(String domain, @Nullable Long bodyBytes, InputStream body) {
        return meters.timed(() -> {
            try {
                DomainName name = new DomainName(domain);
                return bodyBytes != null && bodyBytes > Bodies.MAX_BYTES ? new Reply.TooLarge() : admit(name, body);
            } catch (InvalidValue e) {
                return new Reply.Invalid(e.field(), String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return new Reply.Invalid("body", "body: ended early: " + e.getMessage());
            }
        });
    }

    private Reply admit(DomainName domain, InputStream body) throws IOException {
        if (!slots.answers(domain)) {
            return directory.whySilent(domain);
        }
        Optional<Turnstile.Place> free = turnstile.enter();
        if (free.isEmpty()) {
            return new Reply.Busy("every place in the queue is taken");
        }
        try (Turnstile.Place place = free.get()) {
            return switch (bodies.read(body)) {
                case Read.TooLarge _ -> new Reply.TooLarge();
                case Read.NoRoom _ -> new Reply.Busy("large questions fill the memory there is for them");
                case Read.Whole whole -> answer(domain, whole, place);
            };
        }
    }

    private Reply answer(DomainName domain, Read.Whole body, Turnstile.Place place) {
        try (body) {
            Question question = QuestionReader.read(body.bytes());
            if (!place.reachEngine()) {
                return new Reply.Busy("the engine is busy");
            }
            Optional<Lease> live = slots.acquire(domain);
            if (live.isEmpty()) {
                return directory.whySilent(domain);
            }
            try (Lease lease = live.get()) {
                return new Reply.Answered(predict(domain, question, lease));
            }
        }
    }

    private static Prediction predict(DomainName domain, Question question, Lease lease) {
        List<Result> results = Arrays.stream(lease.scores(question.texts()))
                .map(row -> result(row, lease))
                .toList();
        return new Prediction(
                domain,
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
