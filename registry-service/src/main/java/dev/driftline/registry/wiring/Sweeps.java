package dev.driftline.registry.wiring;

import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.store.StoreAway;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sweeps again and again, on one thread of its own, however a sweep ends. */
final class Sweeps implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sweeps.class);

    private final Runnable sweep;
    private final Duration every;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("retention").daemon().factory());

    Sweeps(Runnable sweep, Duration every) {
        this.sweep = sweep;
        this.every = every;
    }

    void startAfter(Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, thread)
                .execute(this::run);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void run() {
        try {
            sweep.run();
        } catch (StoreAway | BrokerAway e) {
            LOG.warnf("retention.later error=\"%s\"", e.getMessage());
        } catch (Throwable e) { // an Error too: nobody else would begin the next sweep
            LOG.errorf(e, "retention.failed");
        } finally {
            startAfter(every);
        }
    }
}
