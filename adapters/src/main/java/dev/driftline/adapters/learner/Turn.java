package dev.driftline.adapters.learner;

import dev.driftline.contracts.example.Passage;
import java.util.List;

/**
 * One learner's part in a step that others may share.
 *
 * @param labels of the texts, as rows of the head
 * @param maskSeed of the dropout masks; steps of different seeds never share one
 */
@SuppressWarnings("ArrayRecordComponent") // read at once and kept by nobody
public record Turn(Learner learner, List<Passage> texts, int[] labels, long maskSeed) {}
