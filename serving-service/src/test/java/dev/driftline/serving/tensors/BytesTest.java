package dev.driftline.serving.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Seeds.upTo(200, random -> {
            List<String> texts = IntStream.range(0, random.nextInt(9))
                    .mapToObj(_ -> "ä".repeat(random.nextInt(300)))
                    .toList();
            assertThat(Bytes.texts("text", ByteBuffer.wrap(Bytes.raw(texts)), texts.size()))
                    .isEqualTo(texts);
        });
    }

    @Test
    void lengthsAreFourBytesLittleEndian() {
        assertThat(Bytes.raw(List.of("ab"))).containsExactly(2, 0, 0, 0, 'a', 'b');
        assertThat(Bytes.rawFloats(List.of(1f))).containsExactly(0, 0, (byte) 0x80, 0x3f);
    }

    @Test
    void aLengthThatLeadsBeyondTheEndOrIsNegativeIsRefusedByItsElement() {
        refused(new byte[] {9, 0, 0, 0, 'a'}, 1, "text[0]: says that it is 9 bytes long; 1 bytes are left");
        refused(new byte[] {-1, -1, -1, -1, 'a'}, 1, "text[0]: says that it is 4294967295 bytes long");
        refused(new byte[] {1, 0, 0, 0, 'a', 0}, 2, "text[1]: is missing");
        refused(new byte[] {1, 0, 0, 0, 'a', 'b'}, 1, "text: 1 bytes follow");
        refused(new byte[] {1, 0, 0, 0, -1}, 1, "text[0]: is not valid UTF-8");
    }

    private static void refused(byte[] raw, int count, String why) {
        assertThatThrownBy(() -> Bytes.texts("text", ByteBuffer.wrap(raw), count))
                .hasMessageContaining(why);
    }
}
