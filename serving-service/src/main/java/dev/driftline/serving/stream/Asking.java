package dev.driftline.serving.stream;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.answer.Replies;
import dev.driftline.serving.predict.Ask;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Reply;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Asks groups of all streams, a few at once, and again where the service pushes back. */
final class Asking implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Asking.class);
    static final Duration MOST_PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    private final Predictor predictor;
    private final Duration patience;
    private final ExecutorService askers;
    private volatile boolean closing;

    /** @param atOnce groups that are asked at once */
    Asking(Predictor predictor, int atOnce, Duration patience) {
        unless(atOnce >= 1, "driftline.serving.stream.groups-in-flight", "must be 1 or more");
        unless(
                !patience.isNegative() && patience.compareTo(MOST_PATIENCE) <= 0,
                "driftline.serving.stream.patience",
                "must be at least 0 and at most " + MOST_PATIENCE);
        this.predictor = predictor;
        this.patience = patience;
        askers = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("stream-", 0).daemon().factory());
    }

    /** @param gone whether nobody reads the answers any more */
    CompletableFuture<Outcome> ask(Whom whom, Group group, BooleanSupplier gone) {
        List<Passage> passages = group.passages();
        if (passages.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.Told(group.faults()));
        }
        Ask ask = new Ask(whom.domain(), new Question(passages), whom.terms(), gone);
        try {
            return CompletableFuture.supplyAsync(Context.current().wrapSupplier(() -> patiently(ask, group)), askers);
        } catch (RejectedExecutionException stopping) {
            return CompletableFuture.completedFuture(stopping());
        }
    }

    private Outcome patiently(Ask ask, Group group) {
        if (closing) {
            return stopping();
        }
        long until = System.nanoTime() + patience.toNanos();
        try {
            Reply reply = predictor.ask(ask);
            while (Replies.isPassing(reply)
                    && System.nanoTime() - until < 0
                    && !ask.gone().getAsBoolean()) {
                Thread.sleep(PAUSE);
                reply = predictor.ask(ask);
            }
            return reply instanceof Reply.Answered answered
                    ? new Outcome.Told(group.told(answered.prediction()))
                    : new Outcome.Stopped(Replies.problem(reply));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopping();
        } catch (RuntimeException e) {
            LOG.errorf(e, "serving.stream domain=%s failed", ask.domain());
            return new Outcome.Stopped(new Problem("Failed", FAILED, "The service's log says why", null));
        }
    }

    private static Outcome stopping() {
        return new Outcome.Stopped(
                new Problem("Stopping", UNAVAILABLE, "the service is stopping: send the rest again", null));
    }

    /** Groups that wait for their turn are told that there will be none: somebody waits for each. */
    @Override
    public void close() {
        closing = true;
        askers.shutdownNow().forEach(Runnable::run);
    }
}
