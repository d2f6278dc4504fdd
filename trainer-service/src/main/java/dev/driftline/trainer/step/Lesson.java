package dev.driftline.trainer.step;

/**
 * One example as a learner sees it.
 *
 * @param row of its label in the head
 */
public record Lesson(String text, int row) {}
