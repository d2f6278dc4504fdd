package dev.driftline.contracts.ledger;

/**
 * What the gate said of a version.
 *
 * @param promote whether it goes live
 * @param reason in words, with the numbers it rests on
 */
public record Decision(boolean promote, String reason) {}
