package dev.driftline.registry.wiring;

import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.registry.api.Domains;
import dev.driftline.registry.api.Exports;
import dev.driftline.registry.api.Uploads;
import dev.driftline.registry.blob.Bases;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.change.Changes;
import dev.driftline.registry.change.Creation;
import dev.driftline.registry.export.PeftExport;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.EventName;
import dev.driftline.registry.ledger.History;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.place.BrokerSettings;
import dev.driftline.registry.place.ExampleLog;
import dev.driftline.registry.place.KafkaExampleLog;
import dev.driftline.registry.place.TopicSettings;
import dev.driftline.registry.retention.Retention;
import dev.driftline.registry.retention.RetentionSettings;
import dev.driftline.registry.store.MinioStore;
import dev.driftline.registry.store.ObjectStore;
import dev.driftline.registry.store.StoreSettings;
import dev.driftline.registry.telling.Telling;
import dev.driftline.registry.telling.TellingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The registry's parts, each made once. */
class Parts {
    @Produces
    @Singleton
    MinioStore store(StoreSettings settings) {
        return new MinioStore(settings);
    }

    void close(@Disposes MinioStore store) {
        store.close();
    }

    @Produces
    @Singleton
    Fault fault(@ConfigProperty(name = "driftline.fault") Optional<String> setting) {
        return new Fault(setting.orElse(""));
    }

    @Produces
    @Singleton
    Blobs blobs(ObjectStore store) {
        return new Blobs(store);
    }

    @Produces
    @Singleton
    Bases bases(ObjectStore store, Blobs blobs) {
        return new Bases(store, blobs);
    }

    @Produces
    @Singleton
    Ledger ledger(ObjectStore store, Fault fault) {
        return new Ledger(store, Clock.systemUTC(), fault);
    }

    @Produces
    @Singleton
    History history(Ledger ledger) {
        return new History(ledger);
    }

    @Produces
    @Singleton
    KafkaExampleLog log(BrokerSettings broker, TopicSettings topics) {
        return new KafkaExampleLog(broker, topics);
    }

    void close(@Disposes KafkaExampleLog log) {
        log.close();
    }

    @Produces
    @Singleton
    Telling telling(
            BrokerSettings broker, ExampleLog log, Ledger ledger, Blobs blobs, Fault fault, TellingSettings settings) {
        return Telling.over(broker, log, ledger, blobs, fault, settings);
    }

    void close(@Disposes Telling telling) {
        telling.close();
    }

    @Produces
    @Singleton
    Creation creation(Ledger ledger, ExampleLog log, Chance chance, Written written) {
        return new Creation(ledger, log, chance::nonce, chance::seed, written::accept);
    }

    @Produces
    @Singleton
    Changes changes(Ledger ledger, Blobs blobs, ExampleLog log, Chance chance, Written written) {
        return new Changes(ledger, blobs, log, chance::nonce, written::accept);
    }

    @Produces
    @Singleton
    Domains domains(Ledger ledger, History history, Creation creation, Changes changes, Telling telling) {
        return new Domains(ledger, history, creation, changes, telling, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Uploads uploads(Blobs blobs) {
        return new Uploads(blobs);
    }

    @Produces
    @Singleton
    Exports exports(Domains domains, Uploads uploads, Blobs blobs) {
        return new Exports(domains, uploads, new PeftExport(blobs));
    }

    @Produces
    @Singleton
    Retention retention(Ledger ledger, Blobs blobs, RetentionSettings settings) {
        return new Retention(ledger, blobs, Clock.systemUTC(), settings);
    }

    /** Who hears of an entry that was written: the count, and the telling. */
    @Singleton
    static class Written {
        private final MeterRegistry meters;
        private final Telling telling;

        Written(MeterRegistry meters, Telling telling) {
            this.meters = meters;
            this.telling = telling;
        }

        void accept(LedgerEntry entry) {
            meters.counter("driftline.ledger.entries", "event", EventName.of(entry.event()))
                    .increment();
            telling.nudge(entry.state().domain(), entry.number());
        }
    }
}
