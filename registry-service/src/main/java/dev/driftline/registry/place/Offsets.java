package dev.driftline.registry.place;

/**
 * What a partition holds: {@code [beginning, end)}.
 *
 * @param end the offset that the next record will have
 */
public record Offsets(long beginning, long end) {}
