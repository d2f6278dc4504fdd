package dev.driftline.adapters.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.adapter.Safetensors.Longs;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random damage to a valid file: both readers refuse it in the one way, or both read the same. Failures name the seed. */
class SafetensorsFuzzTest {
    private static final long SEED = Long.getLong("driftline.seed", 2026);
    private static final int ROUNDS = 20_000;
    private static final int ROUNDS_MAPPED = 5_000;
    private static final long MOST_ALLOCATED_BYTES = 256 * 1024;
    private static final byte[] GOOD = Safetensors.write(
            Map.of("format", "pt"),
            List.of(
                    new Floats("a", new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3),
                    new Longs("n", Long.MIN_VALUE, 7),
                    new Floats("b", new float[] {9}, 1, 1)));
    private static final List<String> PIECES = List.of(
            "-1",
            "9223372036854775807",
            "99999999999999999999",
            "1e3",
            "1.0",
            "null",
            "\"",
            "{}",
            "[",
            "]",
            "}",
            ",",
            "\\",
            "\"F16\"",
            "\"I64\"",
            "\"BOOL\"",
            "\u0000",
            "\u00ff",
            "[0,0]",
            "\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "\"__metadata__\":{\"x\":1},");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path temporary;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void damageIsRefusedOrReadsAsWhatIsThere() {
        SplittableRandom random = new SplittableRandom(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = damaged(random);
            Optional<Safetensors> content = read(file, round);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            read(file, round); // again: the first may load classes
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("allocated, seed %d round %d", SEED, round)
                    .isLessThan(MOST_ALLOCATED_BYTES);
            if (content.isPresent()) {
                read++;
            }
        }
        assertThat(read).as("files that could be read, seed %d", SEED).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void bothReadersRefuseTheSameAndReadTheSame() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        Path path = temporary.resolve("damaged.safetensors");
        for (int round = 0; round < ROUNDS_MAPPED; round++) {
            byte[] file = damaged(random);
            Files.write(path, file);
            Optional<Safetensors> content = read(file, round);
            try (MappedTensors mapped = MappedTensors.open(path)) {
                content.ifPresent(one -> same(one, mapped));
            } catch (InvalidValue e) {
                assertThat(content)
                        .as("seed %d round %d: %s", SEED + 1, round, e)
                        .isEmpty();
            }
        }
    }

    private static boolean isFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    private static void same(Safetensors content, MappedTensors mapped) {
        assertThat(mapped.names()).isEqualTo(content.names());
        for (String name : content.names()) {
            long[] shape = mapped.shape(name);
            Optional<float[]> theirs = attempt(() -> mapped.floats(name, shape));
            Optional<float[]> ours = attempt(() -> content.floats(name, shape)).filter(SafetensorsFuzzTest::isFinite);
            assertThat(theirs.isPresent()).isEqualTo(ours.isPresent());
            ours.ifPresent(numbers -> assertThat(theirs.orElseThrow()).containsExactly(numbers));
        }
    }

    private interface Reading<T> {
        T get();
    }

    /** Any exception but the one expected fails the test. */
    private static <T> Optional<T> attempt(Reading<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    private static Optional<Safetensors> read(byte[] file, int round) {
        try {
            return Optional.of(Safetensors.read(file));
        } catch (InvalidValue e) {
            assertThat(e.getMessage()).hasSizeLessThan(1_000);
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + SEED + " round " + round, e);
        }
    }

    /** One to three wounds. */
    private static byte[] damaged(SplittableRandom random) {
        byte[] file = GOOD;
        int wounds = random.nextInt(1, 4);
        for (int i = 0; i < wounds && file.length > 8; i++) {
            file = wound(file, random);
        }
        return file;
    }

    private static byte[] wound(byte[] file, SplittableRandom random) {
        int at = random.nextInt(file.length);
        byte[] same = file.clone();
        return switch (random.nextInt(8)) {
            case 0 -> {
                same[at] ^= (byte) (1 << random.nextInt(8));
                yield same;
            }
            case 1 -> {
                same[at] = (byte) random.nextInt(256);
                yield same;
            }
            case 2 -> Arrays.copyOf(file, at);
            case 3 -> Arrays.copyOf(file, file.length + random.nextInt(1, 40));
            case 4 -> {
                ByteBuffer.wrap(same)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(random.nextBoolean() ? random.nextLong() : random.nextInt(-2, 600));
                yield same;
            }
            case 5 -> {
                int digit = at;
                while (digit < file.length && (file[digit] < '0' || file[digit] > '9')) {
                    digit++;
                }
                if (digit < file.length) {
                    same[digit] = (byte) ('0' + random.nextInt(10));
                }
                yield same;
            }
            default -> spliced(file, at, random);
        };
    }

    /** Puts a piece in place of some bytes of the header, and often mends the header's length. */
    private static byte[] spliced(byte[] file, int at, SplittableRandom random) {
        int from = Math.max(at, 8);
        int to = Math.min(file.length, from + random.nextInt(6));
        byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(file.length - (to - from) + piece.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(file, 0, from).put(piece).put(file, to, file.length - to);
        if (random.nextInt(4) > 0) {
            out.putLong(0, out.getLong(0) + piece.length - (to - from));
        }
        return out.array();
    }
}
