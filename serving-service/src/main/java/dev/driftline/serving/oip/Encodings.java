package dev.driftline.serving.oip;

import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Unpacks bodies as they are read, so that the bound on a body holds for what it unpacks to. */
final class Encodings {
    private static final int LONGEST_TOLD = 32;

    private Encodings() {}

    static InputStream decoded(String encoding, InputStream body) throws IOException {
        return switch (encoding) {
            case "identity", "" -> body;
            case "gzip" -> new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default -> {
                String told = encoding.substring(0, Math.min(encoding.length(), LONGEST_TOLD));
                throw new InvalidValue(
                        "Content-Encoding", "Content-Encoding: '" + told + "' is not read: send gzip, deflate or none");
            }
        };
    }
}
