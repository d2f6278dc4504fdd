package dev.driftline.ingest.line;

import dev.driftline.contracts.wire.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads records line by line. A line that is too long is passed over in pieces; only its beginning is kept. */
public final class LineReader {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int maxRecord;
    private final LongSupplier nanoTime;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long arrivedNanos;

    /**
     * Reads {@code in}, which stays the caller's.
     *
     * @param maxRecord bytes that a line may have
     */
    public LineReader(InputStream in, int maxRecord, LongSupplier nanoTime) {
        this.in = in;
        this.maxRecord = maxRecord;
        this.nanoTime = nanoTime;
    }

    /** The next line that is not blank; empty at the end. */
    public Optional<Line> next() throws IOException {
        while (from < to || fill()) {
            Optional<Line> line = line();
            if (line.isPresent()) {
                return line;
            }
        }
        return Optional.empty();
    }

    private Optional<Line> line() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long size = 0;
        MessageDigest passed = null;
        boolean ended = false;
        while (!ended && (from < to || fill())) {
            int stop = newline();
            ended = stop < to;
            size += stop - from;
            if (size <= maxRecord) {
                kept.write(buffer, from, stop - from);
            } else {
                if (passed == null) {
                    passed = Digest.sha256();
                    passed.update(kept.toByteArray());
                }
                passed.update(buffer, from, stop - from);
                if (kept.size() < Line.KEPT_OF_CUT) {
                    kept.write(buffer, from, Math.min(stop - from, Line.KEPT_OF_CUT - kept.size()));
                }
            }
            from = Math.min(stop + 1, to);
        }
        return passed == null ? whole(kept.toByteArray()) : Optional.of(cut(kept.toByteArray(), size, passed));
    }

    private Optional<Line> whole(byte[] kept) {
        boolean carriage = kept.length > 0 && kept[kept.length - 1] == '\r';
        byte[] bytes = carriage ? Arrays.copyOf(kept, kept.length - 1) : kept;
        for (byte one : bytes) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return Optional.of(Line.of(bytes, maxRecord, arrivedNanos));
            }
        }
        return Optional.empty();
    }

    private Line cut(byte[] kept, long size, MessageDigest passed) {
        byte[] beginning = Arrays.copyOf(kept, Math.min(kept.length, Line.KEPT_OF_CUT));
        return new Line(beginning, size, new Digest(HexFormat.of().formatHex(passed.digest())), arrivedNanos);
    }

    private int newline() {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer);
        arrivedNanos = nanoTime.getAsLong();
        from = 0;
        to = Math.max(count, 0);
        return count > 0;
    }
}
