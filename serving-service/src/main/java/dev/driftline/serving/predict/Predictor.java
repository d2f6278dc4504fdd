package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import java.time.Duration;
import java.util.Optional;

/** Answers all texts of a question from one version. Many threads; a caller waits on its own. */
public final class Predictor {
    private final Slots slots;
    private final Directory directory;
    private final Choosing choosing;
    private final Traffic traffic;
    private final Answering answering;
    private final PredictMeters meters;

    Predictor(
            Slots slots,
            Directory directory,
            Choosing choosing,
            Traffic traffic,
            Answering answering,
            PredictMeters meters) {
        this.slots = slots;
        this.directory = directory;
        this.choosing = choosing;
        this.traffic = traffic;
        this.answering = answering;
        this.meters = meters;
    }

    /**
     * Why {@code domain}'s live version would not answer now, so that a door need not read on; empty: it would. A cold adapter begins to load,
     * while the door reads.
     */
    public Optional<Reply> refusal(DomainName domain) {
        return slots.summon(domain) ? Optional.empty() : Optional.of(directory.whySilent(domain));
    }

    /** A version, live or not; one that is not loaded is, as if it were asked. */
    public Described describe(DomainName domain, int version) {
        Terms terms = new Terms(new Which.Numbered(version), null, Terms.PATIENCE, null);
        return switch (choosing.of(domain, terms, () -> false)) {
            case Chosen.Nobody(var why) -> new Described.Silent(why);
            case Chosen.By by -> {
                try (Lease lease = by.lease()) {
                    yield new Described.Labelled(lease.labels());
                }
            }
        };
    }

    /** Waits for the answer within the terms. */
    public Reply ask(Ask ask) {
        long began = System.nanoTime();
        return meters.timed(() -> switch (choosing.of(ask.domain(), ask.terms(), ask.gone())) {
            case Chosen.Nobody(var why) -> why;
            case Chosen.By by -> answer(ask, by, began);
        });
    }

    /** Counts what a door refused by itself; asked for, it would have counted itself. */
    public Reply refused(Reply why) {
        return meters.timed(() -> why);
    }

    /** What waits for the engine is answered still; nothing more is taken. */
    public void close() {
        answering.close();
    }

    /** What was waited for the version is no longer there to wait for the engine. */
    private Reply answer(Ask ask, Chosen.By by, long began) {
        try (Lease lease = by.lease()) {
            Duration left = ask.terms().patience().minusNanos(System.nanoTime() - began);
            Reply reply = left.isPositive()
                    ? answering.of(ask, lease, left)
                    : new Reply.Late(ask.terms().patience());
            if (reply instanceof Reply.Answered answered) {
                traffic.answered(
                        by.side(), ask.question(), answered.prediction().results());
            }
            return reply;
        }
    }
}
