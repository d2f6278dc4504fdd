package dev.driftline.registry.ledger;

/** The topics were told of entries that the store does not hold: nothing is appended over the hole. */
public final class BrokenLedger extends RuntimeException {
    BrokenLedger(String message) {
        super(message);
    }
}
