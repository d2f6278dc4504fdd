package dev.driftline.serving.stream;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.prediction.ScoredAll;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
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
    private static final Duration STALL = Asking.MOST_PATIENCE.plusSeconds(60);
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final DomainName domain;
    private final Groups groups;
    private final Asking asking;
    private final StreamMeters meters;
    private final Runnable ended;
    private final BlockingQueue<CompletableFuture<Outcome>> pending;
    private final Thread reader;
    private volatile boolean gone;
    private long answered;
    private long faulty;

    /**
     * Starts to read.
     *
     * @param inFlight groups between reading and writing
     * @param ended run once, when nothing is read any more
     */
    ScoringStream(DomainName domain, Groups groups, Asking asking, int inFlight, StreamMeters meters, Runnable ended) {
        this.domain = domain;
        this.groups = groups;
        this.asking = asking;
        this.meters = meters;
        this.ended = ended;
        pending = new ArrayBlockingQueue<>(inFlight);
        reader = Thread.ofVirtual().name("stream-" + domain).start(this::read);
    }

    private void read() {
        try {
            for (Group group = groups.next(); !group.isEmpty(); group = groups.next()) {
                put(asking.ask(domain, group, () -> gone));
            }
            put(CompletableFuture.completedFuture(new Outcome.End()));
        } catch (IOException e) {
            putLast(new Problem(
                    "The stream broke off",
                    BAD_REQUEST,
                    "body: could not be read on (" + e.getMessage() + "): send the rest again",
                    "body"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.run();
        }
    }

    private void put(CompletableFuture<Outcome> outcome) throws InterruptedException {
        if (!pending.offer(outcome, STALL.toMillis(), TimeUnit.MILLISECONDS)) {
            gone = true;
            throw new InterruptedException("answers are not taken");
        }
    }

    private void putLast(Problem why) {
        try {
            put(CompletableFuture.completedFuture(new Outcome.Stopped(why)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes every answer, and last how it ended; returns then. */
    void write(OutputStream out) throws IOException {
        long began = System.nanoTime();
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
            gone = true;
            reader.interrupt();
        }
        LOG.infof(
                "serving.stream domain=%s answered=%d faulty=%d took=%dms",
                domain, answered, faulty, (System.nanoTime() - began) / 1_000_000);
    }

    private void tell(OutputStream out, Scored line) throws IOException {
        if (line.isAnswered()) {
            answered++;
        } else {
            faulty++;
        }
        meters.told(line.isAnswered());
        writeLine(out, line);
    }

    private void end(OutputStream out, @Nullable Problem stopped) throws IOException {
        if (stopped != null) {
            LOG.warnf(
                    "serving.stream domain=%s stopped-after=%d why=\"%s\"",
                    domain, answered + faulty, stopped.detail());
        }
        writeLine(out, ScoredAll.of(answered, faulty, stopped));
        out.flush();
    }

    private Outcome next() {
        try {
            CompletableFuture<Outcome> first = pending.poll();
            while (first == null && (reader.isAlive() || !pending.isEmpty())) {
                first = pending.poll(STALL.toMillis(), TimeUnit.MILLISECONDS);
            }
            return first == null ? broken() : first.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken();
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
