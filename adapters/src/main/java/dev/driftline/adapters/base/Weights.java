package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An encoder's weights by their names in the model's own checkpoint; matrices are (out, in). Numbers are read one weight at a time, so
 * that the heap never holds them all.
 */
final class Weights {
    /** How to read numbers, row by row, and their shape. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this package
    record Values(Supplier<float[]> numbers, long... shape) {}

    private static final String PLACES = "embeddings.position_embeddings.weight";
    private static final String TYPES = "embeddings.token_type_embeddings.weight";
    private static final int CHUNK_FLOATS = 16 * 1024;

    private final Geometry geometry;
    private final int firstPlace;
    private final Map<String, Values> values;

    /**
     * The weights of an encoder.
     *
     * @param firstPlace rows that the family's own position table has in front of these
     */
    Weights(Geometry geometry, int firstPlace, Map<String, Values> values) {
        this.geometry = geometry;
        this.firstPlace = firstPlace;
        this.values = new TreeMap<>(values);
    }

    Geometry geometry() {
        return geometry;
    }

    int firstPlace() {
        return firstPlace;
    }

    float[] numbers(String name) {
        return get(name).numbers().get();
    }

    private Values get(String name) {
        Values found = values.get(name);
        if (found == null) {
            throw new IllegalStateException("the base has no weight " + name);
        }
        return found;
    }

    /** SHA-256 over name, shape and numbers of each weight, in the order of their names. */
    Digest digest() {
        MessageDigest sum = Digest.sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach((name, one) -> {
            StringBuilder line = new StringBuilder(name);
            for (long size : one.shape()) {
                line.append(' ').append(size);
            }
            sum.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            float[] numbers = one.numbers().get();
            for (int from = 0; from < numbers.length; from += CHUNK_FLOATS) {
                int count = Math.min(CHUNK_FLOATS, numbers.length - from);
                chunk.asFloatBuffer().put(numbers, from, count);
                sum.update(chunk.array(), 0, count * Float.BYTES);
            }
        });
        return new Digest(HexFormat.of().formatHex(sum.digest()));
    }

    /** Copies into native memory, in the program's order. */
    List<Tensor> load(Scope scope) {
        List<Tensor> base = new ArrayList<>();
        base.add(tensor(scope, "embeddings.word_embeddings.weight"));
        base.add(places(scope));
        base.add(tensor(scope, "embeddings.LayerNorm.weight"));
        base.add(tensor(scope, "embeddings.LayerNorm.bias"));
        List<Geometry.Site> sites = geometry.sites();
        for (int layer = 0; layer < geometry.layers(); layer++) {
            for (Geometry.Site site : sites.subList(layer * 4, layer * 4 + 4)) {
                base.add(scope.floats(join(site.modules(), ".weight"), site.out(), site.in()));
                base.add(scope.floats(join(site.modules(), ".bias"), site.out()));
            }
            for (String norm : List.of("attention.output.LayerNorm", "output.LayerNorm")) {
                base.add(tensor(scope, "encoder.layer." + layer + "." + norm + ".weight"));
                base.add(tensor(scope, "encoder.layer." + layer + "." + norm + ".bias"));
            }
        }
        return List.copyOf(base);
    }

    private Tensor tensor(Scope scope, String name) {
        Values found = get(name);
        return scope.floats(found.numbers().get(), found.shape());
    }

    /** How many tokens a text may have. */
    int places() {
        return Math.toIntExact(get(PLACES).shape()[0]);
    }

    /** Where in the place table {@link #load} puts the places of the second token type; 0: there is none. */
    int secondPlaces() {
        return types() < 2 ? 0 : places();
    }

    private int types() {
        return values.containsKey(TYPES) ? Math.toIntExact(get(TYPES).shape()[0]) : 0;
    }

    /** A token's place and type are one row: every place with type 0, then, where there are two types, every place with type 1. */
    private Tensor places(Scope scope) {
        float[] places = numbers(PLACES);
        int tables = Math.clamp(types(), 1, 2);
        float[] sums = new float[tables * places.length];
        float[] types = types() == 0 ? new float[geometry.width()] : numbers(TYPES);
        for (int table = 0; table < tables; table++) {
            for (int i = 0; i < places.length; i++) {
                sums[table * places.length + i] = places[i] + types[table * geometry.width() + i % geometry.width()];
            }
        }
        return scope.floats(sums, (long) tables * places(), geometry.width());
    }

    private float[] join(List<String> modules, String suffix) {
        int size = modules.stream()
                .mapToInt(module -> numbers(module + suffix).length)
                .sum();
        float[] all = new float[size];
        int at = 0;
        for (String module : modules) {
            float[] part = numbers(module + suffix);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** (rows, columns) to (columns, rows). */
    static float[] transpose(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }
}
