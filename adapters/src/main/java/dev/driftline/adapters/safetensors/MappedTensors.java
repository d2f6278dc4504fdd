package dev.driftline.adapters.safetensors;

import dev.driftline.contracts.adapter.DataType;
import dev.driftline.contracts.adapter.TensorHeader;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * A safetensors file mapped into memory: its numbers come to the heap one tensor at a time. The mapping lives until {@link #close};
 * whoever shortens the file meanwhile makes a reader fail. Used by the thread that opened it.
 */
public final class MappedTensors implements AutoCloseable {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final Arena arena;
    private final MemorySegment data;
    private final TensorHeader header;

    private MappedTensors(String name, Arena arena, MemorySegment data, TensorHeader header) {
        this.name = name;
        this.arena = arena;
        this.data = data;
        this.header = header;
    }

    /**
     * Maps a file and reads its header.
     *
     * @throws InvalidValue that names the file, when it is not there or not exactly of this form
     */
    public static MappedTensors open(Path file) {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new InvalidValue(name, name + ": is not there or no file");
        }
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            long begin = Math.min(TensorHeader.LENGTH_BYTES, all.byteSize());
            int length = TensorHeader.length(name, all.asSlice(0, begin).asByteBuffer(), all.byteSize());
            byte[] json = all.asSlice(begin, length).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment data = all.asSlice(begin + length);
            return new MappedTensors(name, arena, data, TensorHeader.parse(name, json, data.byteSize()));
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Of all tensors. */
    public Set<String> names() {
        return header.places().keySet();
    }

    /**
     * Numbers along each dimension.
     *
     * @throws InvalidValue when the file has no such tensor
     */
    public long[] shape(String tensor) {
        return place(tensor).shape().clone();
    }

    /**
     * A copy of a tensor's numbers, row by row. F16 and BF16 are widened, which loses nothing.
     *
     * @throws InvalidValue when the file has no such tensor of this shape in F32, F16 or BF16, or one of its numbers is not finite
     */
    public float[] floats(String tensor, long... shape) {
        TensorHeader.Place place = check(tensor, shape);
        MemorySegment own = data.asSlice(place.from(), place.to() - place.from());
        float[] numbers = new float[(int) place.count()];
        if (place.type() == DataType.F32) {
            MemorySegment.copy(own, FLOAT, 0, numbers, 0, numbers.length);
        } else {
            boolean brain = place.type() == DataType.BF16;
            for (int i = 0; i < numbers.length; i++) {
                short bits = own.getAtIndex(SHORT, i);
                numbers[i] = brain ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
            }
        }
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw refusal(tensor, "holds a number that is not finite");
            }
        }
        return numbers;
    }

    /**
     * Makes sure that {@link #floats} would find a tensor.
     *
     * @throws InvalidValue when the file has no such tensor of this shape in F32, F16 or BF16
     */
    public void require(String tensor, long... shape) {
        check(tensor, shape);
    }

    private TensorHeader.Place check(String tensor, long... shape) {
        TensorHeader.Place place = place(tensor);
        if (!Arrays.equals(place.shape(), shape)) {
            throw refusal(tensor, "has shape " + Arrays.toString(place.shape()) + ", not " + Arrays.toString(shape));
        }
        boolean readable = switch (place.type()) {
            case F32, F16, BF16 -> place.count() <= Integer.MAX_VALUE - 8;
            case BOOL, U8, I8, F8_E5M2, F8_E4M3, I16, U16, I32, U32, F64, I64, U64 -> false;
        };
        if (!readable) {
            throw refusal(tensor, "is " + place.type() + "; save it as F32, F16 or BF16 of fewer than 2^31 numbers");
        }
        return place;
    }

    private TensorHeader.Place place(String tensor) {
        TensorHeader.Place place = header.places().get(tensor);
        if (place == null) {
            throw refusal(tensor, "is not in the file");
        }
        return place;
    }

    private InvalidValue refusal(String tensor, String message) {
        return new InvalidValue(tensor, name + ": " + tensor + " " + message);
    }

    @Override
    public void close() {
        arena.close();
    }
}
