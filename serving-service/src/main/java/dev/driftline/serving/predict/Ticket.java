package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine.Scorer;
import dev.driftline.serving.engine.Engine.Words;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One question's texts in the queue. Its asker waits on it; the engine's thread fills it in. */
final class Ticket {
    /** What came of it. */
    sealed interface Outcome {
        /**
         * It was answered.
         *
         * @param scores (texts, labels) probabilities
         * @param waited until the engine took its first text
         * @param computed from then to its last answer
         * @param form of the base that gave its last answer
         */
        @SuppressWarnings("ArrayRecordComponent") // handed from the engine to the one who asked
        record Scored(float[][] scores, Duration waited, Duration computed, String form) implements Outcome {}

        /** Not within the time. */
        record Late() implements Outcome {}

        /** The engine failed on it. */
        record Failed(RuntimeException why) implements Outcome {}
    }

    private final Scorer scorer;
    private final List<Words> texts;
    private final boolean exactly;
    private final BooleanSupplier gone;
    private final float[][] scores;
    private final AtomicInteger missing;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private long offered;
    private long taken;

    Ticket(Scorer scorer, List<Words> texts, boolean exactly, BooleanSupplier gone) {
        this.scorer = scorer;
        this.texts = texts;
        this.exactly = exactly;
        this.gone = gone;
        scores = new float[texts.size()][];
        missing = new AtomicInteger(texts.size());
    }

    Scorer scorer() {
        return scorer;
    }

    List<Words> texts() {
        return texts;
    }

    /** Of all its texts. */
    long tokens() {
        return texts.stream().mapToLong(Words::tokens).sum();
    }

    boolean exactly() {
        return exactly;
    }

    /** Whether there is no use in answering it any more. */
    boolean left() {
        return outcome.isDone() || gone.getAsBoolean();
    }

    void offered(long now) {
        offered = now;
    }

    /** By the engine, for some of its texts. */
    void taken(long now) {
        taken = taken == 0 ? now : taken;
    }

    /** @param now the end of the call that answered it */
    void scored(int place, float[] row, String form, long now) {
        scores[place] = row;
        if (missing.decrementAndGet() == 0) {
            outcome.complete(
                    new Outcome.Scored(scores, Duration.ofNanos(taken - offered), Duration.ofNanos(now - taken), form));
        }
    }

    /** Its asker is gone: whoever waits on it waits no longer. */
    void dropped() {
        outcome.complete(new Outcome.Late());
    }

    void failed(RuntimeException why) {
        outcome.complete(new Outcome.Failed(why));
    }

    /** Waits; when the time is over the ticket leaves the queue. */
    Outcome await(Duration patience) {
        try {
            return outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            outcome.complete(new Outcome.Late());
            return outcome.getNow(new Outcome.Late());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.complete(new Outcome.Late());
            return new Outcome.Late();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
