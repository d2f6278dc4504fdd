package dev.driftline.adapters.base;

import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Directories that transformers itself made: benchmarks/fixtures/bases.py. */
final class Fixtures {
    /** What transformers made of some texts, and of some pairs of texts: their token ids and types, all in one padded batch. */
    record Expected(
            List<String> texts,
            List<long[]> ids,
            List<List<String>> pairs,
            List<long[]> pairIds,
            List<long[]> pairTypes) {}

    private Fixtures() {}

    static Path directory(String name) {
        URL url = Objects.requireNonNull(Fixtures.class.getResource("/fixtures/bases/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Expected expected(String name) throws IOException {
        return Json.read(Files.readAllBytes(directory(name).resolve("expected.json")), Expected.class);
    }

    /** A copy that a test may spoil. */
    static Path copy(String name, Path into) {
        try (var files = Files.list(directory(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, into.resolve(file.getFileName()));
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a piece of a text file, which must hold it. */
    static void edit(Path file, String piece, String other) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(piece)) {
            throw new IllegalArgumentException(file + " has no " + piece);
        }
        Files.writeString(file, text.replace(piece, other));
    }

    /** Replaces pieces of a safetensors file's header, whose length may change. */
    static void editHeader(Path file, String piece, String other) throws IOException {
        ByteBuffer old = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[(int) old.getLong()];
        old.get(json);
        String text = new String(json, StandardCharsets.UTF_8);
        if (!text.contains(piece)) {
            throw new IllegalArgumentException(file + " has no " + piece);
        }
        byte[] edited = text.replace(piece, other).getBytes(StandardCharsets.UTF_8);
        ByteBuffer all =
                ByteBuffer.allocate(8 + edited.length + old.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, all.putLong(edited.length).put(edited).put(old).array());
    }
}
