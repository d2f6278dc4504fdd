package dev.driftline.trainer.exchange;

import dev.driftline.contracts.wire.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Bodies of imports on their way into memory: each within a size and a time, all of them within one room. A slow client holds the room of
 * what it has sent, and nothing else. Many threads may read.
 */
final class Uploads {
    /** Of one body. */
    static final int MOST_BYTES = ZipFolder.MOST_BYTES;

    /** Two of the largest at once. */
    private static final int ROOM_BYTES = 2 * MOST_BYTES;

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final String ZIP = "zip";

    private final Duration within;
    private final LongSupplier nanos;
    private final Semaphore room = new Semaphore(ROOM_BYTES);

    /** @param within the time that a body has from its first byte to its last */
    Uploads(Duration within, LongSupplier nanos) {
        this.within = within;
        this.nanos = nanos;
    }

    /** A whole body; closing it makes room for others. */
    final class Upload implements AutoCloseable {
        private final byte[] bytes;

        private Upload(byte[] bytes) {
            this.bytes = bytes;
        }

        InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {
            room.release(bytes.length);
        }
    }

    /**
     * Reads a body to its end.
     *
     * @throws Denied when it is too large or too slow, or when others hold all the room
     * @throws InvalidValue when it breaks off
     */
    Upload read(InputStream body) {
        long began = nanos.getAsLong();
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        boolean whole = false;
        try {
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                requireTime(began);
                requireSize(held.size() + count);
                claim(count);
                held.write(chunk, 0, count);
            }
            whole = true;
            return new Upload(held.toByteArray());
        } catch (IOException e) {
            throw new InvalidValue(
                    ZIP, ZIP + ": the body broke off after " + held.size() + " bytes: " + e.getMessage());
        } finally {
            if (!whole) {
                room.release(held.size());
            }
        }
    }

    private void requireTime(long began) {
        if (nanos.getAsLong() - began > within.toNanos()) {
            throw Denied.slow("an import must be sent within " + within.toSeconds()
                    + " seconds, and this one was not: send it from nearer by");
        }
    }

    private static void requireSize(int bytes) {
        if (bytes > MOST_BYTES) {
            throw Denied.tooLarge("the body is larger than the " + MOST_BYTES + " bytes that are accepted here");
        }
    }

    private void claim(int bytes) {
        if (!room.tryAcquire(bytes)) {
            throw Denied.later("other imports of " + ROOM_BYTES + " bytes in all are being sent");
        }
    }
}
