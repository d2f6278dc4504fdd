package dev.driftline.contracts.example;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of `examples.rejected`, as it is shown.
 *
 * @param id the same for a reject that was told twice
 * @param reason the word of a {@link Reason}
 * @param at when it was told
 * @param record the beginning of the record as it was received
 * @param coordinate where it lies in its topic, when it came by one
 */
public record RejectedRecord(
        String id,
        String reason,
        String field,
        String message,
        Instant at,
        String record,
        @Nullable Coordinate coordinate) {

    /** One record of a topic. */
    public record Coordinate(String topic, int partition, long offset) {}
}
