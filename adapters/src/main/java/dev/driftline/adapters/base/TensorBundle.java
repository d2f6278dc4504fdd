package dev.driftline.adapters.base;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The variables of a TensorFlow SavedModel in one shard: an index, which is a LevelDB table (leveldb, doc/table_format.md) of
 * BundleEntryProto (tensorflow, core/protobuf/tensor_bundle.proto), and the numbers. Checksums of both are checked.
 */
final class TensorBundle {
    private static final long MAGIC = 0xdb4775248b80fb57L;
    private static final int FOOTER_BYTES = 48;
    private static final int TRAILER_BYTES = 5;
    private static final int MASK = 0xa282ead8;
    private static final int FLOAT = 1;

    /** Where a variable lies. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Entry(long type, long offset, long size, int sum, long... shape) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final MemorySegment data;

    /** Throws {@link IllegalStateException} when the index is not of this form. */
    TensorBundle(byte[] index, MemorySegment data) {
        this.data = data;
        ByteBuffer file = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        require(index.length > FOOTER_BYTES && file.getLong(index.length - Long.BYTES) == MAGIC, "is no table");
        ByteBuffer footer = file.slice(index.length - FOOTER_BYTES, FOOTER_BYTES);
        varint(footer);
        varint(footer);
        block(file, footer).values().forEach(handle -> {
            ByteBuffer place = ByteBuffer.wrap(handle);
            block(file, place).forEach((name, value) -> {
                if (!name.isEmpty()) {
                    entries.put(name, entry(value));
                }
            });
        });
    }

    /** Key to value of the block whose place is told next: shared, unshared and value length, the key's new end, the value. */
    private static Map<String, byte[]> block(ByteBuffer file, ByteBuffer place) {
        long from = varint(place);
        long bytes = varint(place);
        long most = (long) file.limit() - FOOTER_BYTES - TRAILER_BYTES;
        require(from >= 0 && bytes >= Integer.BYTES && from <= most && bytes <= most - from, "is cut short");
        int offset = (int) from;
        int size = (int) bytes;
        require(file.get(offset + size) == 0, "is compressed");
        CRC32C sum = new CRC32C();
        sum.update(file.slice(offset, size + 1));
        require(masked(sum) == file.getInt(offset + size + 1), "is damaged");
        ByteBuffer block = file.slice(offset, size).order(ByteOrder.LITTLE_ENDIAN);
        int restarts = block.getInt(size - Integer.BYTES);
        block.limit(size - Integer.BYTES - restarts * Integer.BYTES);
        Map<String, byte[]> all = new LinkedHashMap<>();
        byte[] key = new byte[0];
        while (block.hasRemaining()) {
            int shared = (int) varint(block);
            int fresh = (int) varint(block);
            byte[] value = new byte[(int) varint(block)];
            key = Arrays.copyOf(key, shared + fresh);
            block.get(key, shared, fresh).get(value);
            all.put(new String(key, StandardCharsets.UTF_8), value);
        }
        return all;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }

    /** BundleEntryProto: dtype 1, shape 2, shard 3, offset 4, size 5, crc32c 6. */
    private static Entry entry(byte[] value) {
        long[] numbers = new long[7];
        int sum = 0;
        long[] shape = {};
        try {
            CodedInputStream in = CodedInputStream.newInstance(value);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                switch (field) {
                    case 1, 3, 4, 5 -> numbers[field] = in.readUInt64();
                    case 2 -> shape = shape(in.readByteArray());
                    case 6 -> sum = in.readFixed32();
                    default -> in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        require(numbers[3] == 0, "names more than one shard");
        return new Entry(numbers[1], numbers[4], numbers[5], sum, shape);
    }

    /** TensorShapeProto: dim 2, each with size 1. */
    private static long[] shape(byte[] value) throws IOException {
        long[] shape = new long[0];
        CodedInputStream in = CodedInputStream.newInstance(value);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) != 2) {
                in.skipField(tag);
                continue;
            }
            CodedInputStream dimension = CodedInputStream.newInstance(in.readByteArray());
            shape = Arrays.copyOf(shape, shape.length + 1);
            for (int inner = dimension.readTag(); inner != 0; inner = dimension.readTag()) {
                if (WireFormat.getTagFieldNumber(inner) == 1) {
                    shape[shape.length - 1] = dimension.readInt64();
                } else {
                    dimension.skipField(inner);
                }
            }
        }
        return shape;
    }

    /** Makes sure that {@link #floats} will find a float32 variable of this shape. */
    void require(String name, long... shape) {
        Entry entry = entries.get(name);
        require(entry != null, "has no " + name);
        if (entry != null) {
            long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            require(
                    entry.type() == FLOAT
                            && Arrays.equals(entry.shape(), shape)
                            && entry.size() == count * Float.BYTES
                            && entry.offset() >= 0
                            && entry.offset() <= data.byteSize() - entry.size(),
                    "has " + name + " as " + Arrays.toString(entry.shape()) + ", not float32 of "
                            + Arrays.toString(shape));
        }
    }

    /** A copy of a variable's numbers, row by row, after {@link #require}. */
    float[] floats(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("the SavedModel has no " + name);
        }
        ByteBuffer own = data.asSlice(entry.offset(), entry.size()).asByteBuffer();
        CRC32C sum = new CRC32C();
        sum.update(own.duplicate());
        require(masked(sum) == entry.sum(), "has a damaged " + name);
        return data.asSlice(entry.offset(), entry.size())
                .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
    }

    /** LevelDB's masking of a checksum. */
    private static int masked(CRC32C sum) {
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException("the SavedModel's index " + message);
        }
    }
}
