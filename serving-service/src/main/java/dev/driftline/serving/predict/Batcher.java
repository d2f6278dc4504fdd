package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.engine.Engine.Part;
import dev.driftline.serving.predict.Pile.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Deals waiting texts into calls of the engine, whatever domains they are for. One thread runs the engine; any thread hands in. A text that
 * finds the engine idle goes at once.
 */
final class Batcher implements AutoCloseable {
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    /** How much of the pace that was measured before counts on. */
    private static final double INERTIA = 0.9;

    /** Smaller calls say nothing of the pace of a long queue: they cost what any call costs. */
    private static final int TELLING_TOKENS = 512;

    private final Engine engine;
    private final BatchLimits limits;
    private final BatchMeters meters;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Pile pile = new Pile();
    private final Thread thread;
    private int lately = 1;
    private double nanosPerToken;
    private boolean closing;

    /** @param nanos a clock that never goes back */
    Batcher(Engine engine, BatchLimits limits, BatchMeters meters, LongSupplier nanos) {
        this.engine = engine;
        this.limits = limits;
        this.meters = meters;
        this.nanos = nanos;
        thread = Thread.ofPlatform().name("engine").daemon().start(this::run);
    }

    /**
     * Puts texts into the queue.
     *
     * @param patience of the asker: when by the engine's pace the queue is longer, there is no use in waiting
     * @return empty: more than can be borne waits already
     */
    Optional<Ticket> offer(Ticket ticket, Duration patience) {
        lock.lock();
        try {
            boolean full = pile.size() > 0 && pile.size() + ticket.texts().size() > limits.waiting();
            if (closing || full || pile.tokens() * nanosPerToken > patience.toNanos()) {
                return Optional.empty();
            }
            ticket.offered(nanos.getAsLong());
            pile.add(ticket, nanos.getAsLong());
            news.signal();
            return Optional.of(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Texts that wait now. */
    int waiting() {
        lock.lock();
        try {
            return pile.size();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
            call(batch);
        }
    }

    /** Waits for texts; empty: the end. */
    private List<Waiting> next() {
        lock.lock();
        try {
            List<Waiting> batch = List.of();
            while (batch.isEmpty()) {
                while (pile.isEmpty() && !closing) {
                    news.await();
                }
                if (pile.isEmpty()) {
                    return List.of();
                }
                linger();
                batch = pile.next(limits);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Where several askers are about, those just answered ask again within moments. */
    private void linger() throws InterruptedException {
        long left = limits.linger().toNanos();
        while (left > 0 && pile.size() < Math.min(lately, limits.texts()) && !closing) {
            left = news.awaitNanos(left);
        }
    }

    private void call(List<Waiting> batch) {
        long begun = nanos.getAsLong();
        batch.forEach(one -> one.ticket().taken(begun));
        try {
            List<float[]> rows = engine.answer(
                    batch.stream().map(Batcher::part).toList(),
                    batch.getFirst().ticket().exactly());
            long ended = nanos.getAsLong();
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).ticket().scored(batch.get(i).place(), rows.get(i), ended);
            }
        } catch (RuntimeException e) {
            oneByOne(batch, e);
        }
        ended(batch, nanos.getAsLong() - begun);
    }

    /** What fails among others may be the fault of one of them. */
    private void oneByOne(List<Waiting> batch, RuntimeException together) {
        if (batch.size() == 1) {
            batch.getFirst().ticket().failed(together);
            return;
        }
        for (Waiting one : batch) {
            try {
                List<float[]> row =
                        engine.answer(List.of(part(one)), one.ticket().exactly());
                one.ticket().scored(one.place(), row.getFirst(), nanos.getAsLong());
            } catch (RuntimeException e) {
                one.ticket().failed(e);
            }
        }
    }

    private void ended(List<Waiting> batch, long took) {
        int tokens = batch.stream().mapToInt(Waiting::tokens).sum();
        meters.batch(batch.size(), tokens, Duration.ofNanos(took));
        lock.lock();
        try {
            lately = batch.size();
            if (tokens >= TELLING_TOKENS) {
                double pace = (double) took / tokens;
                nanosPerToken = nanosPerToken == 0 ? pace : INERTIA * nanosPerToken + (1 - INERTIA) * pace;
            }
        } finally {
            lock.unlock();
        }
    }

    private static Part part(Waiting one) {
        return new Part(one.ticket().scorer(), one.ticket().texts().get(one.place()));
    }

    /** What waits is answered still; nothing more is taken. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
