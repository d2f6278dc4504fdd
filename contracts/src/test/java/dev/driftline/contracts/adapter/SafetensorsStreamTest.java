package dev.driftline.contracts.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.adapter.SafetensorsStream.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsStreamTest {
    private static final Map<String, String> WORDS = Map.of("format", "pt");

    @Test
    void aStreamHasTheBytesOfTheWholeFile() throws IOException {
        float[] many = new float[40_000]; // more than one chunk
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        float[] few = {1, 2, 3};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsStream.write(
                WORDS, List.of(new Part("many", () -> many, 200, 200), new Part("few", () -> few, 3)), out);
        assertThat(out.toByteArray())
                .isEqualTo(Safetensors.write(
                        WORDS, List.of(new Floats("many", many, 200, 200), new Floats("few", few, 3))));
    }

    @Test
    void aTensorOfAnotherSizeThanItsShapeIsAMistake() {
        assertThatThrownBy(() -> SafetensorsStream.write(
                        WORDS, List.of(new Part("one", () -> new float[2], 3)), new ByteArrayOutputStream()))
                .isInstanceOf(IllegalStateException.class);
    }
}
