package dev.driftline.cli.why;

import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.prediction.Capture;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer was given.
 *
 * @param answer what was asked and answered; null: a version was asked for, and no single answer
 * @param version that gives it
 * @param newestAt event time of the newest example that the version has learned, or of an older version the timestamp of its window's
 *     last record; null: it is an import
 * @param live when it was live, oldest first; empty: never
 * @param madeFrom the versions before it on its trunk, newest first, at most as many as were asked for
 */
public record Story(
        @Nullable Capture answer,
        VersionView version,
        @Nullable Instant newestAt,
        List<Reign> live,
        List<VersionView> madeFrom) {
    public Story {
        live = List.copyOf(live);
        madeFrom = List.copyOf(madeFrom);
    }
}
