package dev.driftline.contracts.adapter;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The safetensors form: eight bytes with the header's length, a JSON header, the numbers. Reading is strict: what another reader
 * could understand differently is refused.
 */
public final class Safetensors {
    /** Named numbers, row by row. */
    public sealed interface Entry permits Floats, Longs {
        String name();

        long[] shape();
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way between a file and native memory
    public record Floats(String name, float[] numbers, long... shape) implements Entry {}

    @SuppressWarnings("ArrayRecordComponent")
    public record Longs(String name, long... numbers) implements Entry {
        @Override
        public long[] shape() {
            return new long[] {numbers.length};
        }
    }

    private static final String WHAT = "safetensors";
    private static final int ALIGNMENT_BYTES = 8;
    private static final String METADATA = "__metadata__";

    private final Map<String, String> metadata;
    private final Map<String, Entry> entries;

    private Safetensors(Map<String, String> metadata, Map<String, Entry> entries) {
        this.metadata = metadata;
        this.entries = entries;
    }

    /** The same bytes for the same content in the same order. */
    public static byte[] write(Map<String, String> metadata, List<? extends Entry> entries) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ObjectNode words = header.putObject(METADATA);
        metadata.forEach(words::put);
        int end = 0;
        for (Entry entry : entries) {
            int begin = end;
            end += bytes(entry);
            ObjectNode one = header.putObject(entry.name());
            one.put("dtype", (entry instanceof Longs ? DataType.I64 : DataType.F32).name());
            Arrays.stream(entry.shape()).forEach(one.putArray("shape")::add);
            one.putArray("data_offsets").add(begin).add(end);
        }
        byte[] json = Json.bytes(header);
        int padded = Math.ceilDiv(json.length, ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + padded + end).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(padded).put(json);
        while (out.position() < Long.BYTES + padded) {
            out.put((byte) ' ');
        }
        for (Entry entry : entries) {
            switch (entry) {
                case Floats floats ->
                    out.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats.numbers());
                case Longs longs ->
                    out.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(longs.numbers());
            }
            out.position(out.position() + bytes(entry));
        }
        return out.array();
    }

    private static int bytes(Entry entry) {
        return switch (entry) {
            case Floats floats -> floats.numbers().length * Float.BYTES;
            case Longs longs -> longs.numbers().length * Long.BYTES;
        };
    }

    /** Throws {@link InvalidValue} on anything that is not exactly this form. */
    public static Safetensors read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[TensorHeader.length(WHAT, in, file.length)];
        in.position(TensorHeader.LENGTH_BYTES).get(json);
        TensorHeader header = TensorHeader.parse(WHAT, json, in.remaining());
        ByteBuffer data = in.slice();
        Map<String, Entry> entries = new LinkedHashMap<>();
        header.places().forEach((name, place) -> entries.put(name, entry(name, place, data)));
        return new Safetensors(header.metadata(), entries);
    }

    private static Entry entry(String name, TensorHeader.Place place, ByteBuffer data) {
        ByteBuffer own = data.slice((int) place.from(), (int) (place.to() - place.from()))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (place.type() == DataType.I64) {
            unless(place.shape().length == 1, WHAT, "the file holds whole numbers in other than one dimension");
            long[] numbers = new long[(int) place.count()];
            own.asLongBuffer().get(numbers);
            return new Longs(name, numbers);
        }
        unless(place.type() == DataType.F32, WHAT, name + " has a dtype that is not F32 or I64");
        float[] numbers = new float[(int) place.count()];
        own.asFloatBuffer().get(numbers);
        return new Floats(name, numbers, place.shape());
    }

    /** In the file's order. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** In the file's order. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** A word of the metadata; throws {@link InvalidValue} when there is none. */
    public String word(String key) {
        String word = metadata.get(key);
        if (word == null) {
            throw new InvalidValue(WHAT, WHAT + ": the file has no metadata named " + key);
        }
        return word;
    }

    /** The float32 numbers of a tensor, whose shape must be {@code shape}; throws {@link InvalidValue} when it is not or there is none. */
    public float[] floats(String name, long... shape) {
        if (!(entries.get(name) instanceof Floats floats)) {
            throw new InvalidValue(name, name + ": is not among the file's float32 tensors");
        }
        unless(
                Arrays.equals(floats.shape(), shape),
                name,
                "has shape " + Arrays.toString(floats.shape()) + ", not " + Arrays.toString(shape));
        return floats.numbers();
    }

    /** The whole numbers of a list; throws {@link InvalidValue} when there is none. */
    public long[] longs(String name) {
        if (!(entries.get(name) instanceof Longs longs)) {
            throw new InvalidValue(name, name + ": is not among the file's lists of whole numbers");
        }
        return longs.numbers();
    }
}
