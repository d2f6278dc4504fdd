package dev.driftline.serving.predict;

import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.engine.Engine.Answered;
import dev.driftline.serving.engine.Engine.Part;
import dev.driftline.serving.predict.Pile.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Deals waiting texts into calls of the engine, whatever domains they are for. The engine has lanes, each a thread that makes its calls; any
 * thread hands in. A text that finds a lane idle goes at once, and lanes that are idle together share what waits. Where the engine gains
 * nothing by it, no text waits for another's answer: a call has one.
 */
final class Batcher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Batcher.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    /** How much of the pace that was measured before counts on. */
    private static final double INERTIA = 0.9;

    /** Where texts are computed together, smaller calls say nothing of the pace of a long queue: they cost what any call costs. */
    private static final int TELLING_TOKENS = 512;

    /** Lingers after a call within which askers come back, if they do. */
    private static final int MOMENTS = 5;

    private final Engine engine;
    private final BatchLimits limits;
    private final BatchMeters meters;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Pile pile;
    private final List<Thread> lanes;
    private int running;
    private int lately = 1;
    private long lastEnded;
    private double nanosPerToken;
    private boolean closing;

    /** @param nanos a clock that never goes back */
    Batcher(Engine engine, BatchLimits limits, BatchMeters meters, LongSupplier nanos) {
        this.engine = engine;
        this.limits = limits;
        pile = new Pile(engine::batches);
        this.meters = meters;
        this.nanos = nanos;
        lanes = IntStream.range(0, engine.lanes())
                .mapToObj(lane ->
                        Thread.ofPlatform().name("engine-" + lane).daemon().unstarted(this::run))
                .toList();
        lanes.forEach(Thread::start);
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
            if (closing || !hasRoomFor(ticket, patience)) {
                return Optional.empty();
            }
            ticket.offered(nanos.getAsLong());
            pile.add(ticket, nanos.getAsLong());
            news.signalAll();
            return Optional.of(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Who finds nobody waiting may always try. Nobody is let in whom the queue, with all that he brings, would keep longer than he waits. */
    private boolean hasRoomFor(Ticket ticket, Duration patience) {
        if (pile.isEmpty()) {
            return true;
        }
        int texts = pile.size() + ticket.texts().size();
        double nanosToDo = work(pile.tokens() + ticket.tokens(), texts) * nanosPerToken / lanes.size();
        return texts <= limits.waiting() && nanosToDo <= patience.toNanos();
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

    /** Texts of one call. */
    private record Load(List<Waiting> texts, boolean alone, long begun) {}

    private void run() {
        for (Optional<Load> load = next(); load.isPresent(); load = next()) {
            call(load.get());
        }
    }

    /** Waits for texts; empty: the end. */
    private Optional<Load> next() {
        lock.lock();
        try {
            List<Waiting> batch = List.of();
            while (batch.isEmpty()) {
                while (pile.isEmpty() && !closing) {
                    news.await();
                }
                if (pile.isEmpty()) {
                    return Optional.empty();
                }
                linger();
                batch = pile.next(limits.sharing(share()));
            }
            return Optional.of(taken(batch));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Where several askers are about, those just answered ask again within moments. A lane that is idle beside this one would take them. */
    private void linger() throws InterruptedException {
        boolean lone = lanes.size() - running > 1
                || !pile.together()
                || nanos.getAsLong() - lastEnded > MOMENTS * limits.linger().toNanos();
        long left = lone ? 0 : limits.linger().toNanos();
        while (left > 0 && pile.size() < Math.min(lately, limits.texts()) && !closing) {
            left = news.awaitNanos(left);
        }
    }

    /** Of what waits, for one of the lanes that are idle; one where another lane took all meanwhile. */
    private int share() {
        int idle = lanes.size() - running;
        return Math.max(1, (pile.size() + idle - 1) / idle);
    }

    private Load taken(List<Waiting> batch) {
        long begun = nanos.getAsLong();
        batch.forEach(one -> one.ticket().taken(begun));
        boolean alone = running == 0 && pile.isEmpty();
        running++;
        return new Load(batch, alone, begun);
    }

    private void call(Load load) {
        List<Waiting> batch = load.texts();
        try {
            Answered answered = engine.answer(
                    batch.stream().map(Batcher::part).toList(),
                    batch.getFirst().ticket().exactly(),
                    load.alone());
            long ended = nanos.getAsLong();
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i)
                        .ticket()
                        .scored(batch.get(i).place(), answered.rows().get(i), answered.form(), ended);
            }
        } catch (RuntimeException e) {
            oneByOne(load, e);
        } catch (Error e) {
            LOG.error("serving.engine failed", e);
            batch.forEach(one -> one.ticket().failed(new IllegalStateException("the engine failed", e)));
        } finally {
            ended(load, nanos.getAsLong() - load.begun());
        }
    }

    /** What fails among others may be the fault of one of them. */
    private void oneByOne(Load load, RuntimeException together) {
        List<Waiting> batch = load.texts();
        if (batch.size() == 1) {
            batch.getFirst().ticket().failed(together);
            return;
        }
        for (Waiting one : batch) {
            try {
                Answered answered =
                        engine.answer(List.of(part(one)), one.ticket().exactly(), load.alone());
                one.ticket().scored(one.place(), answered.rows().getFirst(), answered.form(), nanos.getAsLong());
            } catch (RuntimeException e) {
                one.ticket().failed(e);
            }
        }
    }

    private static long work(long tokens, int texts) {
        return tokens + (long) Engine.BESIDE_TOKENS * texts;
    }

    private void ended(Load load, long took) {
        List<Waiting> batch = load.texts();
        int tokens =
                batch.size() * batch.stream().mapToInt(Waiting::tokens).max().orElse(0);
        meters.batch(batch.size(), tokens, Duration.ofNanos(took));
        lock.lock();
        try {
            running--;
            lately = batch.size();
            lastEnded = nanos.getAsLong();
            boolean single =
                    !load.alone() && !engine.batches(batch.getFirst().ticket().exactly());
            if (tokens >= TELLING_TOKENS || single) {
                double pace = (double) took / work(tokens, batch.size());
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
            for (Thread lane : lanes) {
                lane.join(STOP_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
