package dev.driftline.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.contracts.domain.AdapterMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Names and shapes as PEFT writes them for a BERT sequence classifier (peft 0.17, LoraConfig with and without use_dora). */
class LayoutTest {
    private static final Geometry MINI = new Geometry(6, 384, 12, 1536, Geometry.BERT_EPSILON);

    private static Map<String, String> parts(AdapterMethod method) {
        Map<String, String> parts = new TreeMap<>();
        Layout.of(MINI, method, 8, 4).tensors().stream()
                .flatMap(tensor -> tensor.parts().stream())
                .forEach(part -> parts.put(part.name(), Arrays.toString(part.shape())));
        return parts;
    }

    @Test
    void loraIsNamedAndShapedAsPeftDoes() {
        assertThat(parts(AdapterMethod.LORA))
                .hasSize(6 * 6 * 2 + 2)
                .containsEntry("base_model.model.encoder.layer.0.attention.self.query.lora_A.weight", "[8, 384]")
                .containsEntry("base_model.model.encoder.layer.0.attention.self.query.lora_B.weight", "[384, 8]")
                .containsEntry("base_model.model.encoder.layer.5.attention.output.dense.lora_A.weight", "[8, 384]")
                .containsEntry("base_model.model.encoder.layer.3.intermediate.dense.lora_B.weight", "[1536, 8]")
                .containsEntry("base_model.model.encoder.layer.3.output.dense.lora_A.weight", "[8, 1536]")
                .containsEntry("base_model.model.classifier.weight", "[4, 384]")
                .containsEntry("base_model.model.classifier.bias", "[4]");
    }

    @Test
    void doraAddsAMagnitudeForEachOutput() {
        assertThat(parts(AdapterMethod.DORA))
                .hasSize(6 * 6 * 3 + 2)
                .containsEntry("base_model.model.encoder.layer.0.attention.self.value.lora_magnitude_vector", "[384]")
                .containsEntry("base_model.model.encoder.layer.0.intermediate.dense.lora_magnitude_vector", "[1536]");
    }

    @Test
    void edoraHoldsOnlyTheSmallMatrixAndTheMagnitude() {
        assertThat(parts(AdapterMethod.EDORA))
                .hasSize(6 * 6 * 2 + 2)
                .containsEntry("base_model.model.encoder.layer.0.attention.self.key.lora_R.weight", "[8, 8]");
    }

    @Test
    void theHeadAloneIsTheHeadAlone() {
        assertThat(parts(AdapterMethod.HEAD).keySet())
                .containsExactly("base_model.model.classifier.bias", "base_model.model.classifier.weight");
    }

    @Test
    void cuttingAndJoiningLoseNothing() {
        Layout layout = Layout.adapter(MINI, AdapterMethod.DORA, 2);
        List<float[]> numbers = layout.tensors().stream()
                .map(tensor -> {
                    float[] own = new float[tensor.size()];
                    for (int i = 0; i < own.length; i++) {
                        own[i] = i;
                    }
                    return own;
                })
                .toList();
        Safetensors file = Safetensors.read(Safetensors.write(new TreeMap<>(), layout.split("x.", numbers)));
        assertThat(layout.join("x.", file)).containsExactlyElementsOf(numbers);
    }
}
