package dev.driftline.contracts.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a safetensors file says of itself, checked: tensors cover its data without a gap or an overlap, and each has just the bytes of
 * its shape (github.com/huggingface/safetensors, README, "Format").
 *
 * @param metadata words beside the tensors
 * @param places of the tensors by name, in the order in which they lie
 */
public record TensorHeader(Map<String, String> metadata, Map<String, Place> places) {
    /** Bytes of the length field in front of the header. */
    public static final int LENGTH_BYTES = Long.BYTES;

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DIMENSIONS = 8;
    private static final String METADATA = "__metadata__";
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

    /**
     * Where a tensor lies.
     *
     * @param from first byte, counted from the end of the header
     * @param to first byte behind it
     */
    @SuppressWarnings("ArrayRecordComponent") // read by the two readers of the form alone
    public record Place(DataType type, long from, long to, long... shape) {
        /** How many numbers it holds. */
        public long count() {
            return (to - from) / type.bytes();
        }
    }

    public TensorHeader {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /**
     * Bytes of the header, from a file's first {@value #LENGTH_BYTES} bytes.
     *
     * @param name of the file in messages
     * @param start the file's beginning
     * @param size of the whole file in bytes
     * @throws InvalidValue when the file cannot be that long, or the header is longer than 4 MiB
     */
    public static int length(String name, ByteBuffer start, long size) {
        refuseUnless(size >= LENGTH_BYTES, name, "is shorter than its own length field");
        long length = start.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong();
        refuseUnless(
                length > 0 && length <= Math.min(MAX_BYTES, size - LENGTH_BYTES),
                name,
                "has a header of absurd length");
        return (int) length;
    }

    /**
     * Reads a header.
     *
     * @param name of the file in messages
     * @param json the bytes behind the length field
     * @param dataBytes bytes of the file behind the header
     * @throws InvalidValue on anything that is not exactly this form
     */
    public static TensorHeader parse(String name, byte[] json, long dataBytes) {
        refuseUnless(json.length > 0 && json[0] == '{', name, "has a header that is no JSON object");
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Map.Entry<String, Place>> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : Json.tree(name, json).properties()) {
            if (field.getKey().equals(METADATA)) {
                words(name, field.getValue(), metadata);
            } else {
                places.add(Map.entry(field.getKey(), place(name, field.getKey(), field.getValue(), dataBytes)));
            }
        }
        places.sort(Comparator.comparingLong(
                        (Map.Entry<String, Place> one) -> one.getValue().from())
                .thenComparingLong(one -> one.getValue().to()));
        long end = 0;
        Map<String, Place> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, Place> one : places) {
            refuseUnless(
                    one.getValue().from() == end,
                    name,
                    "leaves a gap or an overlap in front of " + quote(one.getKey()));
            end = one.getValue().to();
            ordered.put(one.getKey(), one.getValue());
        }
        refuseUnless(end == dataBytes, name, "has bytes behind its last tensor");
        return new TensorHeader(metadata, ordered);
    }

    private static void words(String name, JsonNode field, Map<String, String> metadata) {
        refuseUnless(field.isObject(), name, "has metadata that is no object");
        field.properties().forEach(word -> {
            refuseUnless(word.getValue().isTextual(), name, "has metadata that is no text");
            metadata.put(word.getKey(), word.getValue().textValue());
        });
    }

    private static Place place(String name, String tensor, JsonNode field, long dataBytes) {
        refuseUnless(
                field.isObject()
                        && field.size() == FIELDS.size()
                        && FIELDS.stream().allMatch(field::has),
                name,
                "describes " + quote(tensor) + " in other fields than dtype, shape and data_offsets");
        DataType type = type(name, tensor, field.get("dtype"));
        long[] shape = wholes(name, tensor, field.get("shape"), MAX_DIMENSIONS);
        long[] offsets = wholes(name, tensor, field.get("data_offsets"), 2);
        long count = 1;
        for (long size : shape) {
            refuseUnless(size == 0 || count <= dataBytes / size, name, "holds less than the shape of " + quote(tensor));
            count *= size;
        }
        refuseUnless(
                offsets.length == 2
                        && offsets[0] <= offsets[1]
                        && offsets[1] <= dataBytes
                        && count <= dataBytes / type.bytes()
                        && offsets[1] - offsets[0] == count * type.bytes(),
                name,
                "places " + quote(tensor) + " where its shape cannot lie");
        return new Place(type, offsets[0], offsets[1], shape);
    }

    private static DataType type(String name, String tensor, JsonNode field) {
        for (DataType type : DataType.values()) {
            if (field.isTextual() && field.textValue().equals(type.name())) {
                return type;
            }
        }
        throw new InvalidValue(name, name + ": the file has an unknown dtype in " + quote(tensor));
    }

    private static long[] wholes(String name, String tensor, JsonNode list, int most) {
        refuseUnless(
                list.isArray() && list.size() <= most, name, "describes " + quote(tensor) + " without a short list");
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode one = list.get(i);
            refuseUnless(
                    one.isIntegralNumber() && one.canConvertToLong() && one.longValue() >= 0,
                    name,
                    "has an absurd size in " + quote(tensor));
            numbers[i] = one.longValue();
        }
        return numbers;
    }

    /** A tensor's name as a message may hold it. */
    private static String quote(String tensor) {
        return tensor.length() <= 80 ? tensor : tensor.substring(0, 80) + "...";
    }

    private static void refuseUnless(boolean holds, String name, String message) {
        if (!holds) {
            throw new InvalidValue(name, name + ": the file " + message);
        }
    }
}
