/** Tells the topics what the ledgers say, in order and at least once, and repairs what was lost. Changes no ledger. */
@NullMarked
package dev.driftline.registry.telling;

import org.jspecify.annotations.NullMarked;
