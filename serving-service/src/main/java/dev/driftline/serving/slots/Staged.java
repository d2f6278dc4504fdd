package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.engine.Engine.Scorer;

/** What came of trying to load an adapter. */
sealed interface Staged {
    /** Loaded and tried; native memory is the holder's. */
    record Ready(Scorer scorer) implements Staged {}

    /** Cannot go on without this blob. */
    record Missing(Digest blob, Kind kind) implements Staged {}

    /** Never to be served. */
    record Refused(Reason reason, String why) implements Staged {}

    /** What a missing blob is. */
    enum Kind {
        ADAPTER,
        FACTORS
    }
}
