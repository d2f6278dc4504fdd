package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version, as much of it as a pointer needs.
 *
 * @param adapter the adapter blob
 * @param adapterBytes its size
 * @param learnedUpTo the offset up to which the version's own chain has learned
 * @param newestAt event time of the newest example that was learned; null where none was, or nobody knows
 */
public record VersionRef(
        int version,
        Digest adapter,
        long adapterBytes,
        long learnedUpTo,
        @Nullable Instant newestAt) {
    public VersionRef {
        unless(version >= 1, "version", "must be 1 or more");
        unless(adapterBytes >= 1, "adapterBytes", "must be 1 or more");
        unless(learnedUpTo >= 0, "learnedUpTo", "must be 0 or more");
    }

    /** Of which nobody knows how old its newest example is. */
    public VersionRef(int version, Digest adapter, long adapterBytes, long learnedUpTo) {
        this(version, adapter, adapterBytes, learnedUpTo, null);
    }

    /** The same, with the event time of its newest example. */
    public VersionRef learnedAt(Instant newest) {
        return new VersionRef(version, adapter, adapterBytes, learnedUpTo, newest);
    }
}
