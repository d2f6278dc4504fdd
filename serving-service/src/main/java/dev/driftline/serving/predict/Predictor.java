package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import java.util.Optional;

/** Answers all texts of a question from one version. Many threads; a caller waits on its own. */
public final class Predictor {
    private final Slots slots;
    private final Directory directory;
    private final Turnstile turnstile;
    private final Answers answers;
    private final PredictMeters meters;

    Predictor(Slots slots, Directory directory, Turnstile turnstile, Answers answers, PredictMeters meters) {
        this.slots = slots;
        this.directory = directory;
        this.turnstile = turnstile;
        this.answers = answers;
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
        Optional<Turnstile.Place> free = turnstile.enter();
        if (free.isEmpty()) {
            return new Reply.Busy("every place in the queue is taken");
        }
        try (Turnstile.Place place = free.get()) {
            if (!place.reachEngine()) {
                return new Reply.Busy("the engine is busy");
            }
            Optional<Lease> live = slots.acquire(ask.domain());
            if (live.isEmpty()) {
                return directory.whySilent(ask.domain());
            }
            try (Lease lease = live.get()) {
                return new Reply.Answered(
                        answers.give(ask, lease, lease.scores(ask.question().texts())));
            }
        }
    }
}
