package dev.driftline.serving.capture;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.serving.predict.Witness;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes answers from whoever gives them and hands them to an outlet on a thread of its own. What does not fit into the queue, which is
 * bounded in answers and in their characters, is dropped and counted: no answer waits for it.
 */
final class Capturer implements Witness, Outlet.Told, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Capturer.class);
    private static final int MAX_CHARACTERS = 8 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Predicate<DomainName> wanted;
    private final BlockingQueue<Capture> queue;
    private final Semaphore characters = new Semaphore(MAX_CHARACTERS);
    private final Outlet outlet;
    private final CaptureMeters meters;
    private final AtomicBoolean losing = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param wanted whether a domain is captured
     * @param most answers that wait
     * @param outlet closed with this
     */
    Capturer(Predicate<DomainName> wanted, int most, Outlet outlet, CaptureMeters meters) {
        unless(most >= 1, "driftline.serving.capture-queue", "must be 1 or more");
        this.wanted = wanted;
        this.queue = new ArrayBlockingQueue<>(most);
        this.outlet = outlet;
        this.meters = meters;
        thread = Thread.ofPlatform().name("capture").daemon().start(this::run);
    }

    @Override
    public void saw(Question question, Prediction prediction) {
        if (!wanted.test(prediction.domain())) {
            return;
        }
        for (int i = 0; i < question.texts().size(); i++) {
            Capture capture = Capture.of(question, prediction, i);
            int length = capture.text().characters();
            if (!characters.tryAcquire(length)) {
                meters.dropped();
            } else if (!queue.offer(capture)) {
                characters.release(length);
                meters.dropped();
            }
        }
    }

    /** How many wait for the broker now. */
    int waiting() {
        return queue.size();
    }

    private void run() {
        try (outlet) {
            while (!(closing && queue.isEmpty())) {
                Capture next = next();
                if (next != null) {
                    characters.release(next.text().characters());
                    outlet.send(next, this);
                }
            }
        }
    }

    @Override
    public void sent() {
        meters.sent();
        losing.set(false);
    }

    /** Says so once for all that are lost in a row: how many is a metric. */
    @Override
    public void lost(String why) {
        meters.lost();
        if (losing.compareAndSet(false, true)) {
            LOG.warnf("capture.lost why=\"%s\"", why);
        }
    }

    private @Nullable Capture next() {
        try {
            return queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing = true;
            return null;
        }
    }

    /** What waits is still sent, as far as that goes in a few seconds. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
