package dev.driftline.trainer.window;

import dev.driftline.contracts.example.Passage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted example that is read and not yet in a ledger entry.
 *
 * @param row of its label in the head
 * @param exam whether it belongs to the exam and is never trained on
 * @param happenedAt its event time
 * @param readNanos when it was read, on the trainer's own monotonic clock
 * @param duplicatesBefore duplicates of the domain read since the accepted example before it
 * @param passage null once it is dropped to stay within bounds; it is read again by offset
 */
public record Waiting(
        long offset,
        int row,
        boolean exam,
        Instant happenedAt,
        long readNanos,
        int duplicatesBefore,
        @Nullable Passage passage) {
    /** Bytes that its texts hold in memory, about. */
    int textBytes() {
        return passage == null ? 0 : 2 * passage.characters();
    }

    Waiting withoutPassage() {
        return new Waiting(offset, row, exam, happenedAt, readNanos, duplicatesBefore, null);
    }
}
