package dev.driftline.registry.ledger;

import dev.driftline.contracts.ledger.LedgerEntry;

/** What became of an entry that was offered to a ledger. */
public sealed interface Appended {
    /** The entry is in the ledger. */
    record Won(LedgerEntry entry) implements Appended {}

    /** Another entry came first; nothing was written. */
    record Lost(LedgerEntry newest) implements Appended {}
}
