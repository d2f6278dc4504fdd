package dev.driftline.registry.api;

import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.place.ExampleLog;
import dev.driftline.registry.place.PaperLog;
import dev.driftline.registry.telling.Telling;
import dev.driftline.registry.telling.TellingOnPaper;
import dev.driftline.registry.telling.TellingSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Topics on paper in the place of a broker. */
class PaperParts {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    PaperLog log() {
        return new PaperLog();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Telling telling(Ledger ledger, Blobs blobs, ExampleLog log, Fault fault, TellingSettings settings) {
        return TellingOnPaper.of(ledger, blobs, log, fault, settings);
    }
}
