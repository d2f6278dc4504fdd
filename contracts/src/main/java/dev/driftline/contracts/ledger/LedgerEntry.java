package dev.driftline.contracts.ledger;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Instant;

/**
 * One entry of a domain's ledger: what happened, and the state after it.
 *
 * @param nonce of the writer; after a lost race or a lost answer, your own nonce means you won
 */
public record LedgerEntry(int format, String nonce, Instant at, LedgerEvent event, DomainState state) {
    public static final int FORMAT = 1;
    private static final int MAX_NONCE = 64;

    public LedgerEntry {
        unless(format == FORMAT, "format", "must be " + FORMAT);
        unless(!nonce.isEmpty() && nonce.length() <= MAX_NONCE, "nonce", "must be 1.." + MAX_NONCE + " characters");
    }

    /** Number in the ledger, from 1. */
    public long number() {
        return state.number();
    }
}
