package dev.driftline.adapters.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of the narrow forms after IEEE 754-2008 table 3.5 (F16) and the upper half of binary32 (BF16). */
class MappedTensorsTest {
    private static final String THREE = """
            {"wide":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"half":{"dtype":"F16","shape":[2,2],\
            "data_offsets":[8,16]},"brain":{"dtype":"BF16","shape":[3],"data_offsets":[16,22]},\
            "kept":{"dtype":"I16","shape":[1],"data_offsets":[22,24]}}""";

    @TempDir
    private Path temporary;

    private Path file(String header, byte... data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                temporary.resolve("model.safetensors"),
                all.putLong(json.length).put(json).put(data).array());
    }

    private static byte[] numbers() {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-Float.MIN_VALUE)
                .putShort((short) 0x3C00)
                .putShort((short) 0xC000)
                .putShort((short) 0x0001)
                .putShort((short) 0x7BFF)
                .putShort((short) 0x3F80)
                .putShort((short) 0xC049)
                .putShort((short) 0x0080)
                .putShort((short) 9)
                .array();
    }

    @Test
    void narrowNumbersAreWidenedWithoutLoss() throws IOException {
        try (MappedTensors file = MappedTensors.open(file(THREE, numbers()))) {
            assertThat(file.names()).containsExactly("wide", "half", "brain", "kept");
            assertThat(file.shape("half")).containsExactly(2, 2);
            assertThat(file.floats("wide", 2)).containsExactly(1.5f, -Float.MIN_VALUE);
            assertThat(file.floats("half", 2, 2)).containsExactly(1, -2, 0x1p-24f, 65504);
            assertThat(file.floats("brain", 3)).containsExactly(1, -3.140625f, Float.MIN_NORMAL);
        }
    }

    @Test
    void tensorsMayLieInAnotherOrderThanTheyAreNamed() throws IOException {
        Path swapped = file(
                """
                {"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"none":{"dtype":"F32","shape":[0,7],\
                "data_offsets":[4,4]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""",
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(1)
                        .putFloat(2)
                        .array());
        try (MappedTensors file = MappedTensors.open(swapped)) {
            assertThat(file.names()).containsExactly("a", "none", "b");
            assertThat(file.floats("a")).containsExactly(1);
            assertThat(file.floats("b", 1)).containsExactly(2);
            assertThat(file.floats("none", 0, 7)).isEmpty();
        }
    }

    @Test
    void whatIsAskedForWronglyIsRefusedWithTheFilesName() throws IOException {
        try (MappedTensors file = MappedTensors.open(file(THREE, numbers()))) {
            assertThatThrownBy(() -> file.floats("half", 4))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("model.safetensors: half has shape [2, 2], not [4]");
            assertThatThrownBy(() -> file.floats("kept", 1))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("kept is I16");
            assertThatThrownBy(() -> file.floats("gone", 1))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("gone is not in the file");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,9223372036854775808]}}",
                "{'a':{'dtype':'F32','shape':[9223372036854775807,9223372036854775807],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[0,-1],'data_offsets':[0,0]}}",
                "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':32,'shape':[2],'data_offsets':[0,8]}}",
                "{'a':null}",
                "null",
                "{"
            })
    void aHeaderThatDoesNotFitTheFileIsRefused(String header) throws IOException {
        Path wrong = file(header.replace('\'', '"'), new byte[8]);
        assertThatThrownBy(() -> MappedTensors.open(wrong))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("model.safetensors");
    }

    @Test
    void anEmptyFileAndAnAbsentOneAreRefused() throws IOException {
        Path file = temporary.resolve("model.safetensors");
        assertThatThrownBy(() -> MappedTensors.open(file)).isInstanceOf(InvalidValue.class);
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> MappedTensors.open(file)).isInstanceOf(InvalidValue.class);
        Files.write(file, new byte[] {9, 0, 0});
        assertThatThrownBy(() -> MappedTensors.open(file)).isInstanceOf(InvalidValue.class);
    }
}
