package dev.driftline.registry.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files of an export that lie beside these classes, with {@code .txt} behind their names. */
final class Packaged {
    private Packaged() {}

    static byte[] file(String name) {
        try (InputStream in = Packaged.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException(name + ".txt is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
