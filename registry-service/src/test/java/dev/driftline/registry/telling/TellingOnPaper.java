package dev.driftline.registry.telling;

import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.place.ExampleLog;

/** Telling to a board on paper, for tests of the whole service without a broker. */
public final class TellingOnPaper {
    private TellingOnPaper() {}

    public static Telling of(Ledger ledger, Blobs blobs, ExampleLog log, Fault fault, TellingSettings settings) {
        return new Telling(ledger, blobs, new PaperBoard(), log, fault, settings);
    }
}
