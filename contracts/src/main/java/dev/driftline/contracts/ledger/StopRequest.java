package dev.driftline.contracts.ledger;

/**
 * The trainer found that a domain cannot go on.
 *
 * @param expected number of the newest entry that the trainer knows
 */
public record StopRequest(long expected, String nonce, String reason) {}
