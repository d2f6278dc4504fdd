package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.predict.Ticket.Outcome;
import dev.driftline.serving.slots.Lease;
import java.time.Duration;

/** Brings a question's texts through the engine. Many threads. */
final class Answering {
    private final Engine engine;
    private final Batcher batcher;
    private final Answers answers;
    private final PredictMeters meters;

    Answering(Engine engine, Batcher batcher, Answers answers, PredictMeters meters) {
        this.engine = engine;
        this.batcher = batcher;
        this.answers = answers;
        this.meters = meters;
    }

    /** @param patience that is left */
    Reply of(Ask ask, Lease lease, Duration patience) {
        boolean exactly = engine.rounds() && !lease.scorer().mayRound();
        Ticket ticket = new Ticket(lease.scorer(), engine.read(ask.question().texts()), exactly, ask.gone());
        if (batcher.offer(ticket, patience).isEmpty()) {
            return new Reply.Busy(
                    "these texts, with those that wait for the engine before them, take it longer than the patience");
        }
        return switch (ticket.await(patience)) {
            case Outcome.Scored(var scores, var waited, var computed, var form) -> {
                meters.batches().answered(waited, computed);
                yield new Reply.Answered(
                        answers.give(ask, lease, scores), lease.labels(), new Reply.Effort(waited, computed, form));
            }
            case Outcome.Late _ -> new Reply.Late(ask.terms().patience());
            case Outcome.Failed(var why) -> throw why;
        };
    }

    /** What waits is answered still; nothing more is taken. */
    void close() {
        batcher.close();
    }
}
