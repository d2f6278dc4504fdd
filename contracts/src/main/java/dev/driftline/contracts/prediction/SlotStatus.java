package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What serving holds of a domain at this moment.
 *
 * @param version that answers, with its digest and the offset up to which it has learned; all null: nothing answers
 * @param residentBytes size of the adapter that answers, 0 without one
 * @param swaps how often a version took the slot since the service started
 * @param lastSwapAt null before the first swap
 * @param lastFault why the newest adapter told is not the one that answers; null when it is
 */
public record SlotStatus(
        DomainName domain,
        @Nullable Integer version,
        @Nullable Digest digest,
        @Nullable Long learnedUpTo,
        long residentBytes,
        long swaps,
        @Nullable Instant lastSwapAt,
        @Nullable String lastFault) {
    public SlotStatus {
        unless((version == null) == (digest == null), "digest", "comes with a version");
        unless((version == null) == (learnedUpTo == null), "learnedUpTo", "comes with a version");
        unless(residentBytes >= 0 && swaps >= 0, "swaps", "must be 0 or more");
    }
}
