package dev.driftline.contracts.ledger;

import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.window.LogMark;
import org.jspecify.annotations.Nullable;

/**
 * A version that the trainer hands to the registry. Its blobs have been uploaded before.
 *
 * @param expected number of the newest entry that the trainer knows; the offer becomes the next or is refused
 * @param nonce the trainer's, new for every offer
 * @param mark the last record below the manifest's learnedUpTo
 */
public record Offer(
        long expected,
        String nonce,
        Manifest manifest,
        @Nullable LogMark mark) {}
