package dev.driftline.contracts.ledger;

import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.LogMark;
import org.jspecify.annotations.Nullable;

/**
 * A window that the trainer could not turn into a version.
 *
 * @param expected number of the newest entry that the trainer knows
 * @param nonce the trainer's, new for every request
 */
public record WithholdRequest(
        long expected,
        String nonce,
        Exclusion exclusion,
        @Nullable LogMark mark) {}
