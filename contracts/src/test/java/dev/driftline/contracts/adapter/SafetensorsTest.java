package dev.driftline.contracts.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.adapter.Safetensors.Longs;
import dev.driftline.contracts.wire.InvalidValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Form and refusals after the format's own description (github.com/huggingface/safetensors, README, "Format"). */
class SafetensorsTest {
    private static final byte[] GOOD = Safetensors.write(
            Map.of("format", "pt"),
            List.of(new Floats("a", new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3), new Longs("n", Long.MIN_VALUE, 7)));

    @Test
    void whatWasWrittenIsReadBack() {
        Safetensors file = Safetensors.read(GOOD);
        assertThat(file.floats("a", 2, 3)).containsExactly(1, -2.5f, 3, 4, 5, 6);
        assertThat(file.longs("n")).containsExactly(Long.MIN_VALUE, 7);
        assertThat(file.word("format")).isEqualTo("pt");
        assertThat(file.names()).containsExactly("a", "n");
    }

    @Test
    void numbersBeginAtAMultipleOfEightBytes() {
        assertThat(ByteBuffer.wrap(GOOD).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
    }

    @Test
    void aTensorIsAskedForByNameShapeAndKind() {
        Safetensors file = Safetensors.read(GOOD);
        assertThatThrownBy(() -> file.floats("a", 3, 2))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> file.floats("n", 2)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> file.longs("a")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> file.word("driftline")).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{} {}",
                "{'a':1}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}}",
                "{'a':{'dtype':'F32','shape':[2]}}",
                "{'a':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,12]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[99999999999],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "{'a':{'dtype':'I64','shape':[1,1],'data_offsets':[0,8]}}",
                "{'__metadata__':{'format':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'__metadata__':'pt','a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"
            })
    void aHeaderThatCouldMeanTwoThingsIsRefused(String header) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] file = ByteBuffer.allocate(8 + json.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void everyTruncationAndEveryAbsurdLengthIsRefused() {
        for (int length = 0; length < GOOD.length; length++) {
            byte[] cut = Arrays.copyOf(GOOD, length);
            assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(InvalidValue.class);
        }
        assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(GOOD, GOOD.length + 1)))
                .isInstanceOf(InvalidValue.class);
        for (long length : new long[] {-1, 0, Long.MAX_VALUE, GOOD.length}) {
            byte[] wrong = GOOD.clone();
            ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertThatThrownBy(() -> Safetensors.read(wrong)).isInstanceOf(InvalidValue.class);
        }
    }
}
