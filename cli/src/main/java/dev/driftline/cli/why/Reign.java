package dev.driftline.cli.why;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a version was live.
 *
 * @param began what made it live: the ledger's entry in words
 * @param until null: it is live now
 * @param ended what made another live; null: it is live now
 */
public record Reign(
        Instant from,
        String began,
        @Nullable Instant until,
        @Nullable String ended) {
    boolean holds(Instant moment) {
        return !moment.isBefore(from) && (until == null || moment.isBefore(until));
    }
}
