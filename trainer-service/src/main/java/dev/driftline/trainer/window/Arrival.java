package dev.driftline.trainer.window;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of a domain that the reader has judged: an accepted example, or a duplicate of one.
 *
 * @param row of its label; {@code exam}, {@code happenedAt} and {@code passage} likewise are an accepted example's
 * @param happenedAt its event time
 */
public record Arrival(
        DomainName domain,
        long offset,
        boolean duplicate,
        int row,
        boolean exam,
        Instant happenedAt,
        @Nullable Passage passage) {
    public static Arrival duplicate(DomainName domain, long offset) {
        return new Arrival(domain, offset, true, 0, false, Instant.EPOCH, null);
    }

    /** To be read again by offset when it is due. */
    Arrival withoutPassage() {
        return new Arrival(domain, offset, duplicate, row, exam, happenedAt, null);
    }

    public static Arrival accepted(
            DomainName domain, long offset, int row, boolean exam, Instant happenedAt, Passage passage) {
        return new Arrival(domain, offset, false, row, exam, happenedAt, passage);
    }
}
