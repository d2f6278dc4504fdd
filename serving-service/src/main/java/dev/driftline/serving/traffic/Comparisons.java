package dev.driftline.serving.traffic;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.traffic.Tallies.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks challengers what champions have answered already, on one thread of its own. Of what waits both questions and characters are
 * bounded; what finds no room is dropped, and counted.
 */
final class Comparisons implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Comparisons.class);
    private static final int MOST_CHARACTERS = 1024 * 1024;
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private final Semaphore characters = new Semaphore(MOST_CHARACTERS);
    private final ThreadPoolExecutor thread;

    /** @param queue questions that may wait */
    Comparisons(int queue) {
        unless(queue >= 1, "driftline.serving.traffic.compare-queue", "must be 1 or more");
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("compare").daemon().factory());
    }

    /** @param challenger looked for when its turn comes; empty: not loaded */
    void compare(
            Question question, List<Prediction.Result> champion, Supplier<Optional<Lease>> challenger, Tally tally) {
        int owed = characters(question);
        if (!characters.tryAcquire(owed)) {
            tally.dropped().increment(champion.size());
            return;
        }
        try {
            thread.execute(() -> {
                try {
                    ask(question, champion, challenger, tally);
                } finally {
                    characters.release(owed);
                }
            });
        } catch (RejectedExecutionException e) {
            characters.release(owed);
            tally.dropped().increment(champion.size());
        }
    }

    private static void ask(
            Question question, List<Prediction.Result> champion, Supplier<Optional<Lease>> challenger, Tally tally) {
        Optional<Lease> here = challenger.get();
        if (here.isEmpty()) {
            tally.notLoaded().increment();
            return;
        }
        try (Lease lease = here.get()) {
            long began = System.nanoTime();
            float[][] scores = lease.scores(question.texts());
            tally.challenger().record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            for (int i = 0; i < scores.length; i++) {
                boolean agreed = best(lease, scores[i]).equals(champion.get(i).label());
                (agreed ? tally.agreed() : tally.disagreed()).increment();
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "traffic.failed challenger=%d", tally.rule().version().version());
            tally.failed().increment(champion.size());
        }
    }

    private static String best(Lease lease, float[] row) {
        int best = lease.trained().getFirst();
        for (int label : lease.trained()) {
            best = row[label] > row[best] ? label : best;
        }
        return lease.labels().get(best);
    }

    private static int characters(Question question) {
        long all = 0;
        for (Passage passage : question.texts()) {
            String second = passage.textPair();
            all += passage.text().length() + (second == null ? 0 : second.length());
        }
        return (int) Math.min(all, Integer.MAX_VALUE);
    }

    /** What runs comes to its end, what waits is let go. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("traffic.stop waited=%s why=\"a challenger is still being asked\"", STOP_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
