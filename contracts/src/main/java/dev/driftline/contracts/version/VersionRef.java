package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;

/**
 * A version, as much of it as a pointer needs.
 *
 * @param adapter the adapter blob
 * @param adapterBytes its size
 * @param learnedUpTo the offset up to which the version's own chain has learned
 */
public record VersionRef(int version, Digest adapter, long adapterBytes, long learnedUpTo) {
    public VersionRef {
        unless(version >= 1, "version", "must be 1 or more");
        unless(adapterBytes >= 1, "adapterBytes", "must be 1 or more");
        unless(learnedUpTo >= 0, "learnedUpTo", "must be 0 or more");
    }
}
