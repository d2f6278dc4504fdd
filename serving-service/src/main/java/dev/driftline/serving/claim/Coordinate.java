package dev.driftline.serving.claim;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/** Where a record lies in `adapters`. */
public record Coordinate(int partition, long offset) {
    public Coordinate {
        unless(partition >= 0 && offset >= 0, "coordinate", "must not be negative");
    }
}
