package dev.driftline.serving.capture;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.serving.predict.Witness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
 * bounded in answers and in their characters, is dropped and counted: no answer waits for it. What the outlet cannot take now is sent again
 * until it has waited too long, and those behind it wait too.
 */
final class Capturer implements Witness, Outlet.Told, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Capturer.class);
    private static final int MAX_CHARACTERS = 8 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Predicate<DomainName> wanted;
    private final BlockingQueue<Capture> queue;
    private final Semaphore characters = new Semaphore(MAX_CHARACTERS);
    private final Outlet outlet;
    private final InstantSource clock;
    private final CaptureMeters meters;
    private final AtomicBoolean losing = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param wanted whether a domain is captured
     * @param most answers that wait
     * @param outlet closed with this
     * @param clock by which answers are given and grow old
     */
    Capturer(Predicate<DomainName> wanted, int most, Outlet outlet, InstantSource clock, CaptureMeters meters) {
        unless(most >= 1, "driftline.serving.capture-queue", "must be 1 or more");
        this.wanted = wanted;
        this.queue = new ArrayBlockingQueue<>(most);
        this.outlet = outlet;
        this.clock = clock;
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
                    deliver(next);
                    characters.release(next.text().characters());
                }
            }
        }
    }

    private void deliver(Capture next) {
        String why = "it waited too long for the broker";
        while (clock.instant().isBefore(next.id().at().plus(Outlet.LONGEST_WAIT))) {
            Optional<String> notNow = outlet.send(next, this);
            if (notNow.isEmpty()) {
                return;
            }
            why = notNow.get();
            if (closing) {
                loseQueue(why);
                break;
            }
            pause();
        }
        lost(why);
    }

    /** The end must not wait for a broker that is away, once for each. */
    private void loseQueue(String why) {
        for (Capture next = queue.poll(); next != null; next = queue.poll()) {
            characters.release(next.text().characters());
            lost(why);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            closing = true;
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
