package dev.driftline.contracts.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The same form as {@link Safetensors}, of float32 alone, written one tensor at a time, so that it is never held whole. */
public final class SafetensorsStream {
    private static final int CHUNK_FLOATS = 16 * 1024;
    private static final int ALIGNMENT_BYTES = 8;

    /** One tensor, whose numbers are asked for once, when its turn has come. */
    @SuppressWarnings("ArrayRecordComponent") // written in the order of the list and kept by nobody
    public record Part(String name, Supplier<float[]> numbers, long... shape) {
        long count() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
    }

    private SafetensorsStream() {}

    /** Leaves {@code out} open. */
    public static void write(Map<String, String> metadata, List<Part> parts, OutputStream out) throws IOException {
        byte[] json = header(metadata, parts);
        int padded = Math.ceilDiv(json.length, ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
        byte[] head = Arrays.copyOf(json, padded);
        Arrays.fill(head, json.length, padded, (byte) ' ');
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .array());
        out.write(head);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Part part : parts) {
            float[] numbers = part.numbers().get();
            if (numbers.length != part.count()) {
                throw new IllegalStateException(part.name() + " has " + numbers.length + " numbers");
            }
            for (int from = 0; from < numbers.length; from += CHUNK_FLOATS) {
                int count = Math.min(CHUNK_FLOATS, numbers.length - from);
                chunk.asFloatBuffer().put(numbers, from, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
            }
        }
    }

    private static byte[] header(Map<String, String> metadata, List<Part> parts) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ObjectNode words = header.putObject("__metadata__");
        metadata.forEach(words::put);
        long end = 0;
        for (Part part : parts) {
            long begin = end;
            end += part.count() * Float.BYTES;
            ObjectNode one = header.putObject(part.name());
            one.put("dtype", DataType.F32.name());
            Arrays.stream(part.shape()).forEach(one.putArray("shape")::add);
            one.putArray("data_offsets").add(begin).add(end);
        }
        return Json.bytes(header);
    }
}
