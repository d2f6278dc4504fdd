package dev.driftline.contracts.window;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;

/**
 * The last record below a position, to be found there again: a log that was shortened and grew anew is another log.
 *
 * @param timestampMillis the record's own, since 1970 UTC
 * @param hash SHA-256 of the record's value
 */
public record LogMark(long offset, long timestampMillis, Digest hash) {
    public LogMark {
        unless(offset >= 0, "offset", "must be 0 or more");
    }
}
