package dev.driftline.serving.stream;

import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.prediction.ScoredAll;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One stream: a thread of its own reads groups and has them asked, the caller's thread writes answers in order. What lies between them
 * is a few groups; then reading waits for writing, and with it whoever sends.
 */
final class ScoringStream {
    private static final Logger LOG = Logger.getLogger(ScoringStream.class);
    static final Duration STALL = Asking.MOST_PATIENCE.plusSeconds(60);
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final Whom whom;
    private final Groups groups;
    private final Asking asking;
    private final StreamMeters meters;
    private final Ends ends;
    private final Duration stall;
    private final BlockingQueue<CompletableFuture<Outcome>> pending;
    private final Thread reader;
    private @Nullable Thread writer;
    private volatile boolean gone;
    private volatile boolean awaiting;
    private volatile long moved = System.nanoTime();
    private long answered;
    private long faulty;

    /**
     * What is done at a stream's ends.
     *
     * @param over run once, when nothing is read or written any more
     * @param stalled run where answers are not taken: ends the connection that they are written to
     */
    record Ends(Runnable over, Runnable stalled) {}

    /**
     * Starts to read.
     *
     * @param inFlight groups between reading and writing
     * @param stall how long an answer may not be taken
     */
    ScoringStream(
            Whom whom, Groups groups, Asking asking, int inFlight, Duration stall, StreamMeters meters, Ends ends) {
        this.whom = whom;
        this.groups = groups;
        this.asking = asking;
        this.meters = meters;
        this.ends = ends;
        this.stall = stall;
        pending = new ArrayBlockingQueue<>(inFlight);
        Runnable reading = Context.current().wrap(this::read);
        reader = Thread.ofVirtual().name("stream-" + whom.domain()).start(reading);
    }

    private void read() {
        try {
            put(CompletableFuture.completedFuture(readGroups()));
            watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ends.over().run();
        }
    }

    /** How the reading ended. */
    private Outcome readGroups() throws InterruptedException {
        try {
            for (Group group = groups.next(); !group.isEmpty(); group = groups.next()) {
                put(asking.ask(whom, group, () -> gone));
            }
            return new Outcome.End();
        } catch (IOException e) {
            return new Outcome.Stopped(new Problem(
                    "The stream broke off",
                    BAD_REQUEST,
                    "body: could not be read on (" + e.getMessage() + "): send the rest again",
                    "body"));
        }
    }

    /** Until the writer, who interrupts this at its end, hangs for too long; waiting for an answer is not hanging. */
    private void watch() throws InterruptedException {
        for (Duration left = left(); left.isPositive(); left = left()) {
            Thread.sleep(left);
        }
        gone = true;
        ends.stalled().run();
        freeWriter();
    }

    /** Who waits in the framework for room to write hears of no end of the connection. */
    private synchronized void freeWriter() {
        if (writer != null) {
            writer.interrupt();
        }
    }

    private synchronized void writes(@Nullable Thread who) {
        writer = who;
    }

    private Duration left() {
        return awaiting ? stall : stall.minusNanos(System.nanoTime() - moved);
    }

    private void put(CompletableFuture<Outcome> outcome) throws InterruptedException {
        if (!pending.offer(outcome, stall.toMillis(), TimeUnit.MILLISECONDS)) {
            gone = true;
            watch();
            throw new InterruptedException("answers are not taken");
        }
    }

    /** Writes every answer, and last how it ended; returns then. */
    void write(OutputStream out) throws IOException {
        long began = System.nanoTime();
        writes(Thread.currentThread());
        try {
            Outcome next = next();
            while (next instanceof Outcome.Told told) {
                for (Scored line : told.lines()) {
                    tell(out, line);
                }
                CompletableFuture<Outcome> after = pending.peek();
                if (after == null || !after.isDone()) {
                    out.flush();
                }
                next = next();
            }
            end(out, next instanceof Outcome.Stopped(Problem why) ? why : null);
        } finally {
            writes(null);
            gone = true;
            reader.interrupt();
        }
        LOG.infof(
                "serving.stream domain=%s answered=%d faulty=%d took=%dms",
                whom.domain(), answered, faulty, (System.nanoTime() - began) / 1_000_000);
    }

    private void tell(OutputStream out, Scored line) throws IOException {
        if (line.isAnswered()) {
            answered++;
        } else {
            faulty++;
        }
        meters.told(line.isAnswered());
        writeLine(out, line);
        moved = System.nanoTime();
    }

    private void end(OutputStream out, @Nullable Problem stopped) throws IOException {
        if (stopped != null) {
            LOG.warnf(
                    "serving.stream domain=%s stopped-after=%d why=\"%s\"",
                    whom.domain(), answered + faulty, stopped.detail());
        }
        writeLine(out, ScoredAll.of(answered, faulty, stopped));
        out.flush();
    }

    private Outcome next() {
        awaiting = true;
        try {
            CompletableFuture<Outcome> first = pending.poll();
            while (first == null && ((reader.isAlive() && !gone) || !pending.isEmpty())) {
                first = pending.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
            }
            return first == null ? broken() : first.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken();
        } finally {
            moved = System.nanoTime();
            awaiting = false;
        }
    }

    private static Outcome broken() {
        return new Outcome.Stopped(new Problem(
                "The stream broke off", UNAVAILABLE, "answers were not taken in time: send the rest again", null));
    }

    private static void writeLine(OutputStream out, Object line) throws IOException {
        out.write(Json.bytes(line));
        out.write('\n');
    }
}
