package dev.driftline.trainer;

import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.exam.Paper;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the training of a window ended. */
sealed interface Finished {
    /** The last record below the end of the window's interval. */
    LogMark mark();

    /**
     * A version that has still to sit its exam.
     *
     * @param manifest completed by the exam's outcome
     */
    @SuppressWarnings("ArrayRecordComponent") // blobs on their way to the registry; copied by nobody
    record Version(
            VersionRef ref,
            Digest stateDigest,
            byte[] adapter,
            byte[] state,
            @Nullable Digest factors,
            Paper paper,
            LogMark mark,
            Function<Evidence, Manifest> manifest)
            implements Finished {}

    /** Nothing may come of the window: it is withheld. */
    record Poisoned(String why, LogMark mark) implements Finished {}

    /** The process is ending. */
    record Abandoned(LogMark mark) implements Finished {}
}
