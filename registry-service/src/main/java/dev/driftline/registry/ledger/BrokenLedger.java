package dev.driftline.registry.ledger;

/** The store does not hold a ledger as it was written: nothing is appended to it until it is restored. */
public final class BrokenLedger extends RuntimeException {
    BrokenLedger(String message) {
        super(message);
    }
}
