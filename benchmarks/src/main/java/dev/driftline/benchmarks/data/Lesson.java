package dev.driftline.benchmarks.data;

/**
 * A text and the row of its label in the head.
 *
 * @param row place of the label among all labels, sorted
 */
public record Lesson(String text, int row) {}
