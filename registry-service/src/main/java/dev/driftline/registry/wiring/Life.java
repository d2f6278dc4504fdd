package dev.driftline.registry.wiring;

import dev.driftline.registry.retention.Retention;
import dev.driftline.registry.retention.RetentionSettings;
import dev.driftline.registry.store.MinioStore;
import dev.driftline.registry.store.Probe;
import dev.driftline.registry.store.StoreAway;
import dev.driftline.registry.store.StoreSettings;
import dev.driftline.registry.telling.Telling;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Starts the registry once its store has shown that it keeps the law, and stops it. */
@Singleton
class Life {
    private static final Logger LOG = Logger.getLogger(Life.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(1);

    private final MinioStore store;
    private final StoreSettings settings;
    private final Chance chance;
    private final Telling telling;
    private final Sweeps sweeps;
    private final MeterRegistry meters;

    Life(
            MinioStore store,
            StoreSettings settings,
            Chance chance,
            Telling telling,
            Retention retention,
            RetentionSettings retentionSettings,
            MeterRegistry meters) {
        this.store = store;
        this.settings = settings;
        this.chance = chance;
        this.telling = telling;
        sweeps = new Sweeps(retention::sweep, retentionSettings.every());
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        requireFitStore();
        Gauge.builder("driftline.told.lag", telling, Telling::lag)
                .description("ledger entries that the topics were not told of yet")
                .register(meters);
        Gauge.builder(
                        "driftline.broker.reachable",
                        telling,
                        one -> one.trouble().isEmpty() ? 1 : 0)
                .description("1 while the topics can be told")
                .register(meters);
        telling.start();
        sweeps.startAfter(FIRST_SWEEP);
    }

    void stop(@Observes ShutdownEvent event) {
        sweeps.close();
    }

    private void requireFitStore() throws InterruptedException {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        for (int tries = 1; ; tries++) {
            try {
                store.ensureBucket();
                new Probe(store, chance::nonce).run();
                LOG.infof("store.fit store=%s", store);
                return;
            } catch (StoreAway away) {
                if (System.nanoTime() > deadline) {
                    throw away;
                }
                if (tries == 1) {
                    LOG.warnf("store.away patience=%s error=\"%s\"", settings.patience(), away.getMessage());
                }
                Thread.sleep(ASK_AGAIN);
            }
        }
    }
}
