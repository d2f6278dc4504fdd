package dev.driftline.serving.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a body line by line, blank ones left out. Of a line that is too long nothing is kept. */
final class Lines {
    /** A text and its pair as JSON may spell them at the longest, six bytes for one, with an id. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param bytes without the line break; empty when it was too long
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes as received, changed by nobody
    record Line(long number, byte[] bytes, boolean tooLong) {}

    /** Whether more has come already, so that the next line costs little waiting. */
    boolean waiting() throws IOException {
        return from < to || in.available() > 0;
    }

    /** Empty at the end. */
    Optional<Line> next() throws IOException {
        while (from < to || fill()) {
            Line line = line();
            if (line.tooLong() || !isBlank(line.bytes())) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private Line line() throws IOException {
        number++;
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && (from < to || fill())) {
            int stop = from;
            while (stop < to && buffer[stop] != '\n') {
                stop++;
            }
            ended = stop < to;
            tooLong |= kept.size() + stop - from > MAX_BYTES;
            if (!tooLong) {
                kept.write(buffer, from, stop - from);
            }
            from = Math.min(stop + 1, to);
        }
        return new Line(number, tooLong ? new byte[0] : kept.toByteArray(), tooLong);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer);
        from = 0;
        to = Math.max(count, 0);
        return count > 0;
    }
}
