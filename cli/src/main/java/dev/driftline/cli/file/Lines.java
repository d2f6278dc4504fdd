package dev.driftline.cli.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A stream's lines, each decoded by itself, so that a bad byte spoils its own line only. */
final class Lines {
    static final int MAX_BYTES = 1 << 20;

    private final InputStream in;
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private long number;
    private boolean afterReturn;

    /**
     * One line without its end.
     *
     * @param number from 1
     * @param text cut at {@link #MAX_BYTES}; what is not UTF-8 is replaced
     * @param again whether it was read before, as part of a row that was given up
     */
    record Line(long number, String text, boolean isUtf8, boolean isTooLong, boolean again) {
        private Line pushedBack() {
            return new Line(number, text, isUtf8, isTooLong, true);
        }
    }

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. Reads no byte behind the line's end, since a feed may pause there. */
    Optional<Line> next() throws IOException {
        if (!pushedBack.isEmpty()) {
            return Optional.of(pushedBack.removeFirst());
        }
        int one = in.read();
        if (one == '\n' && afterReturn) {
            one = in.read();
        }
        if (one < 0) {
            return Optional.empty();
        }
        number++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (one >= 0 && one != '\n' && one != '\r') {
            if (bytes.size() <= MAX_BYTES) {
                bytes.write(one);
            }
            one = in.read();
        }
        afterReturn = one == '\r';
        return Optional.of(decoded(bytes.toByteArray()));
    }

    /** Lets {@code lines}, the last ones read, be read again. */
    void pushBack(List<Line> lines) {
        lines.reversed().forEach(line -> pushedBack.addFirst(line.pushedBack()));
    }

    /** The number of the last line that came from the stream. */
    long number() {
        return number;
    }

    void close() throws IOException {
        in.close();
    }

    private Line decoded(byte[] bytes) {
        boolean tooLong = bytes.length > MAX_BYTES;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Line(number, text, true, tooLong, false);
        } catch (CharacterCodingException e) {
            return new Line(number, new String(bytes, StandardCharsets.UTF_8), false, tooLong, false);
        }
    }
}
