package dev.driftline.contracts.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A person names a version: to promote it, or to roll back to it.
 *
 * @param version null on a rollback: the champion before this one
 */
public record VersionRequest(@Nullable Integer version) {}
