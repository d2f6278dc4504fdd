package dev.driftline.contracts.ledger;

import dev.driftline.contracts.version.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was live at an instant: the champion after the last ledger entry at or before it.
 *
 * @param version null: none was live then
 * @param firstAt when the domain's first version went live; null: none has yet
 */
public record LiveThen(
        @Nullable VersionRef version, @Nullable Instant firstAt) {}
