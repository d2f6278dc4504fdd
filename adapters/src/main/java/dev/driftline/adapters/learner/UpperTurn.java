package dev.driftline.adapters.learner;

import dev.driftline.contracts.example.Passage;
import java.util.List;

/**
 * One BiDoRA learner's part in a step of the upper level that others may share.
 *
 * @param texts that the lower level learns from
 * @param labels of them, as rows of the head
 * @param heldTexts that it does not
 * @param heldLabels of those
 * @param maskSeed of the dropout masks, the same for all passes of this step
 */
@SuppressWarnings("ArrayRecordComponent") // read at once and kept by nobody
public record UpperTurn(
        Learner learner, List<Passage> texts, int[] labels, List<Passage> heldTexts, int[] heldLabels, long maskSeed) {}
