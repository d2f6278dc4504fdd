package dev.driftline.contracts.ledger;

/** A person wants a share of a domain's clients to go to {@code version}, as {@link TrafficRule} says. */
public record TrafficRequest(int version, double share, TrafficRule.Mode mode) {}
