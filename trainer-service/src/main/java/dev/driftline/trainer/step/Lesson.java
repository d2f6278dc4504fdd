package dev.driftline.trainer.step;

import dev.driftline.contracts.example.Passage;

/**
 * One example as a learner sees it.
 *
 * @param row of its label in the head
 */
public record Lesson(Passage passage, int row) {}
