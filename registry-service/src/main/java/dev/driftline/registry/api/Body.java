package dev.driftline.registry.api;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads what a client sent, within bounds. */
final class Body {
    static final int MAX_JSON_BYTES = 1024 * 1024;

    private static final String WHOLE = "body";

    private Body() {}

    /** One JSON value of {@code type}; what does not fit is named by field. */
    static <T> T json(InputStream in, Class<T> type) {
        byte[] bytes = bytes(in, MAX_JSON_BYTES);
        unless(bytes.length > 0, WHOLE, "must be JSON, and is empty");
        return Json.read(WHOLE, bytes, type);
    }

    /** The bytes of one JSON object. */
    static byte[] object(InputStream in) {
        return Json.bytes(json(in, ObjectNode.class));
    }

    /** As {@link #json}, where an empty body stands for {@code absent}. */
    static <T> T jsonOr(T absent, InputStream in, Class<T> type) {
        byte[] bytes = bytes(in, MAX_JSON_BYTES);
        return bytes.length == 0 ? absent : Json.read(WHOLE, bytes, type);
    }

    /** All bytes, at most {@code most} of them; throws {@link TooLarge} when there are more. */
    static byte[] bytes(InputStream in, int most) {
        try {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new TooLarge(most);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
