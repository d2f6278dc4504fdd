package dev.driftline.contracts.window;

/** A stretch that no version of the trunk has learned, and why. */
public record Exclusion(Interval interval, String reason) {}
