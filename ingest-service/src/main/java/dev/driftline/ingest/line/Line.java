package dev.driftline.ingest.line;

import dev.driftline.contracts.wire.Digest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One record as it was received.
 *
 * @param bytes all of it, or its beginning when it was longer than a record may be
 * @param size how many bytes it had
 * @param passed digest of a record of which only the beginning was kept, else null
 * @param arrivedNanos when its last byte had been read, by {@link System#nanoTime()}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as received, changed by nobody
public record Line(byte[] bytes, long size, @Nullable Digest passed, long arrivedNanos) {
    /** How much is kept of a record that is too long. */
    static final int KEPT_OF_CUT = 2048;

    static Line of(byte[] bytes, int maxRecord, long arrivedNanos) {
        return bytes.length <= maxRecord
                ? new Line(bytes, bytes.length, null, arrivedNanos)
                : new Line(
                        Arrays.copyOf(bytes, Math.min(bytes.length, KEPT_OF_CUT)),
                        bytes.length,
                        Digest.of(bytes),
                        arrivedNanos);
    }

    /** Whether this is only the beginning of a record that was too long. */
    public boolean isCut() {
        return passed != null;
    }

    /** Of all its bytes. */
    public Digest digest() {
        return passed == null ? Digest.of(bytes) : passed;
    }
}
