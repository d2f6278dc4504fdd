package dev.driftline.ingest.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A body that is read whole before its first record is looked at, and is therefore bounded. */
public final class Body {
    public static final int CHUNK = 16 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] bytes;
    private final long arrivedNanos;

    private Body(byte[] bytes, long arrivedNanos) {
        this.bytes = bytes;
        this.arrivedNanos = arrivedNanos;
    }

    /**
     * Reads {@code in} to its end, or throws {@link TooLarge}.
     *
     * @param room called before each {@value #CHUNK} bytes are read; it may wait or throw
     */
    public static Body read(InputStream in, int maxBytes, Runnable room, LongSupplier nanoTime) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (whole.size() < maxBytes) {
            room.run();
            int wanted = Math.min(CHUNK, maxBytes - whole.size());
            byte[] chunk = in.readNBytes(wanted);
            whole.write(chunk);
            if (chunk.length < wanted) {
                return new Body(whole.toByteArray(), nanoTime.getAsLong());
            }
        }
        if (in.read() >= 0) {
            throw new TooLarge("body: has more than " + maxBytes
                    + " bytes: send less at once, or stream lines as application/x-ndjson");
        }
        return new Body(whole.toByteArray(), nanoTime.getAsLong());
    }

    /** Whether the first thing in it is the beginning of an array. */
    public boolean isArray() {
        for (byte one : bytes) {
            if (one > ' ') {
                return one == '[';
            }
        }
        return false;
    }

    /** All of it as one record. */
    public Line record(int maxRecord) {
        return Line.of(bytes, maxRecord, arrivedNanos);
    }

    /** The values of an array, each as it was written; a body that is not one array is an {@link InvalidValue}. */
    public List<Line> elements(int maxRecord, int maxRecords) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                parser.finishToken();
                int to = Math.toIntExact(parser.currentLocation().getByteOffset());
                lines.add(Line.of(Arrays.copyOfRange(bytes, from, to), maxRecord, arrivedNanos));
                requireAtMost(maxRecords, lines);
            }
            if (parser.nextToken() != null) {
                throw new InvalidValue("body", "body: must be one JSON array with nothing behind it");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidValue(
                    "body",
                    "body: is not a valid JSON array (" + e.getOriginalMessage() + " after " + lines.size()
                            + " records): none of it was accepted");
        }
        return lines;
    }

    /** Its lines. */
    public List<Line> lines(int maxRecord, int maxRecords) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), maxRecord, () -> arrivedNanos);
        List<Line> lines = new ArrayList<>();
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
            requireAtMost(maxRecords, lines);
        }
        return lines;
    }

    private static void requireAtMost(int maxRecords, List<Line> lines) {
        if (lines.size() > maxRecords) {
            throw new TooLarge("body: has more than " + maxRecords
                    + " records: send fewer at once, or stream lines as application/x-ndjson");
        }
    }
}
