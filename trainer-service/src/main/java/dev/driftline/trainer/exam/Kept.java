package dev.driftline.trainer.exam;

/**
 * An example kept as a pointer into the domain's log.
 *
 * @param row of its label in the head
 */
public record Kept(long offset, int row) {}
