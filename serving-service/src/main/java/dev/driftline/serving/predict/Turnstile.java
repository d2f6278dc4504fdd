package dev.driftline.serving.predict;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Admits a bounded number of questions, and fewer of them to the engine, in order of arrival. */
final class Turnstile {
    private final Semaphore places;
    private final Semaphore engine;
    private final Duration wait;

    /**
     * @param concurrency questions in the engine at once
     * @param queue questions that may wait for it
     * @param wait how long one of them does
     */
    Turnstile(int concurrency, int queue, Duration wait) {
        unless(concurrency >= 1, "driftline.serving.answers.concurrency", "must be 0 (cores) or more");
        unless(queue >= 0, "driftline.serving.answers.queue", "must be 0 or more");
        unless(!wait.isNegative(), "driftline.serving.answers.queue-wait", "must not be negative");
        places = new Semaphore(concurrency + queue);
        engine = new Semaphore(concurrency, true);
        this.wait = wait;
    }

    /** A place inside, if one is free; its holder closes it. */
    Optional<Place> enter() {
        return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    /** How many wait for the engine now. */
    int waiting() {
        return engine.getQueueLength();
    }

    /** One question's place. Used by one thread. */
    final class Place implements AutoCloseable {
        private boolean inEngine;

        /** Waits for the engine; false: not within the bound. */
        boolean reachEngine() {
            try {
                inEngine = engine.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return inEngine;
        }

        @Override
        public void close() {
            if (inEngine) {
                engine.release();
            }
            places.release();
        }
    }
}
