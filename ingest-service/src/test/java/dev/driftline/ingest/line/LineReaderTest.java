package dev.driftline.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    private static final int MOST = 100_000;

    @Test
    void linesEndWithTheirNewlineOrTheBody() throws IOException {
        assertThat(texts("a\nb\r\nc")).containsExactly("a", "b", "c");
        assertThat(texts("a\n")).containsExactly("a");
        assertThat(texts("")).isEmpty();
    }

    @Test
    void blankLinesAreNoRecords() throws IOException {
        assertThat(texts("\n\n a \n\r\n \t\nb\n\n")).containsExactly(" a ", "b");
    }

    @Test
    void aLineAtTheLimitIsWholeAndALongerOneIsCut() throws IOException {
        String limit = "x".repeat(MOST);
        List<Line> lines = lines(limit + "\n" + limit + "y\nz", new Random(1));

        assertThat(lines.get(0).isCut()).isFalse();
        assertThat(lines.get(1).isCut()).isTrue();
        assertThat(lines.get(1).size()).isEqualTo(MOST + 1);
        assertThat(lines.get(1).bytes()).hasSize(2048);
        assertThat(lines.get(1).digest()).isEqualTo(Digest.of((limit + "y").getBytes(StandardCharsets.UTF_8)));
        assertThat(lines.get(2).bytes()).isEqualTo(new byte[] {'z'});
    }

    @Test
    void howeverTheBytesArriveTheLinesAreTheSame() {
        Seeds.upTo(300, random -> {
            List<String> expected = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                String line = "x".repeat(1 + (int) Math.pow(10, 5.3 * random.nextDouble()));
                expected.add(line.length() + " " + Digest.of(line.getBytes(StandardCharsets.UTF_8)));
                body.append(line).append(random.nextBoolean() ? "\n" : "\n\n");
            }
            assertThat(lines(body.toString(), random).stream().map(line -> line.size() + " " + line.digest()))
                    .isEqualTo(expected);
        });
    }

    @Test
    void aRecordArrivedWhenItsLastBytesWereRead() throws IOException {
        long[] now = {0};
        LineReader reader = new LineReader(
                new Dribble("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8), new Random(1) {
                    @Override
                    public int nextInt(int bound) {
                        return Math.min(bound - 1, 9);
                    }
                }),
                MOST,
                () -> ++now[0]);

        assertThat(reader.next().orElseThrow().arrivedNanos()).isEqualTo(1);
        assertThat(reader.next().orElseThrow().arrivedNanos()).isEqualTo(1);
        assertThat(reader.next().orElseThrow().arrivedNanos()).isEqualTo(2);
    }

    private static List<String> texts(String body) throws IOException {
        return lines(body, new Random(1)).stream()
                .map(line -> new String(line.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Line> lines(String body, Random random) throws IOException {
        LineReader reader = new LineReader(new Dribble(body.getBytes(StandardCharsets.UTF_8), random), MOST, () -> 0);
        List<Line> lines = new ArrayList<>();
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
        }
        return lines;
    }

    /** Gives as many bytes at a time as chance will have it. */
    private static final class Dribble extends InputStream {
        private final InputStream all;
        private final Random random;

        private Dribble(byte[] all, Random random) {
            this.all = new ByteArrayInputStream(Arrays.copyOf(all, all.length));
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return all.read(into, from, 1 + random.nextInt(most));
        }
    }
}
