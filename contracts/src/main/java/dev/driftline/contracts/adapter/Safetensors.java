package dev.driftline.contracts.adapter;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
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

    private static final int MAX_HEADER_BYTES = 4 * 1024 * 1024;
    private static final int ALIGNMENT_BYTES = 8;
    private static final String METADATA = "__metadata__";
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

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
            one.put("dtype", entry instanceof Longs ? "I64" : "F32");
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
        refuseUnless(file.length >= Long.BYTES, "is shorter than its own length field");
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long length = in.getLong();
        refuseUnless(
                length > 0 && length <= Math.min(MAX_HEADER_BYTES, in.remaining()), "has a header of absurd length");
        byte[] json = new byte[(int) length];
        in.get(json);
        refuseUnless(json[0] == '{', "has a header that is no JSON object");
        JsonNode header = Json.tree("safetensors", json);
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (field.getKey().equals(METADATA)) {
                refuseUnless(field.getValue().isObject(), "has metadata that is no object");
                field.getValue().properties().forEach(word -> {
                    refuseUnless(word.getValue().isTextual(), "has metadata that is no text");
                    metadata.put(word.getKey(), word.getValue().textValue());
                });
            } else {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue(), data));
            }
        }
        refuseUnless(!data.hasRemaining(), "has bytes behind its last tensor");
        return new Safetensors(metadata, entries);
    }

    /** Tensors lie in the header's order, without a gap, so the buffer's position says where each must begin. */
    private static Entry entry(String name, JsonNode field, ByteBuffer data) {
        refuseUnless(
                field.isObject()
                        && field.size() == FIELDS.size()
                        && FIELDS.stream().allMatch(field::has),
                "describes " + name + " in other fields than " + FIELDS);
        String type = field.get("dtype").asText();
        int width = switch (type) {
            case "F32" -> Float.BYTES;
            case "I64" -> Long.BYTES;
            default ->
                throw new InvalidValue("safetensors", "safetensors: " + name + " has a dtype that is not F32 or I64");
        };
        long[] shape = wholes(name, field.get("shape"));
        long[] offsets = wholes(name, field.get("data_offsets"));
        long count = count(name, shape, data.limit());
        refuseUnless(
                offsets.length == 2
                        && offsets[0] == data.position()
                        && offsets[1] - offsets[0] == count * width
                        && offsets[1] <= data.limit(),
                "places " + name + " where its shape cannot lie");
        ByteBuffer own = data.slice(data.position(), (int) (count * width)).order(ByteOrder.LITTLE_ENDIAN);
        data.position((int) offsets[1]);
        if (type.equals("I64")) {
            refuseUnless(shape.length == 1, "holds whole numbers in other than one dimension");
            long[] numbers = new long[(int) count];
            own.asLongBuffer().get(numbers);
            return new Longs(name, numbers);
        }
        float[] numbers = new float[(int) count];
        own.asFloatBuffer().get(numbers);
        return new Floats(name, numbers, shape);
    }

    private static long[] wholes(String name, JsonNode list) {
        refuseUnless(list.isArray(), "describes " + name + " without a list");
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode one = list.get(i);
            refuseUnless(
                    one.isIntegralNumber() && one.canConvertToInt() && one.intValue() >= 0,
                    "has an absurd size in " + name);
            numbers[i] = one.intValue();
        }
        return numbers;
    }

    private static long count(String name, long[] shape, int most) {
        long count = 1;
        for (long size : shape) {
            count *= size;
            refuseUnless(count <= most, "holds less than the shape of " + name);
        }
        return count;
    }

    private static void refuseUnless(boolean holds, String message) {
        if (!holds) {
            throw new InvalidValue("safetensors", "safetensors: the file " + message);
        }
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
            throw new InvalidValue("safetensors", "safetensors: the file has no metadata named " + key);
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
