package dev.driftline.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and shapes as PEFT writes them for a BERT sequence classifier (peft 0.17, LoraConfig with and without use_dora). */
class LayoutTest {
    private static final Geometry MINI = new Geometry(6, 384, 12, 1536, Geometry.BERT_EPSILON);

    private static Map<String, String> parts(AdapterMethod method) {
        return parts(MINI, method, 8, 4);
    }

    private static Map<String, String> parts(Geometry geometry, AdapterMethod method, int rank, int labels) {
        Map<String, String> parts = new TreeMap<>();
        Layout.of(geometry, method, Ranks.all(rank), labels).tensors().stream()
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

    /** Its names and shapes are PEFT's own (benchmarks/fixtures/peft_names.py), for a small encoder. */
    @ParameterizedTest
    @EnumSource(names = {"LORA", "DORA"})
    void everyTensorIsOneThatPeftWrites(AdapterMethod method) throws IOException {
        byte[] golden = Files.readAllBytes(Path.of("../benchmarks/fixtures/peft_names.json"));
        JsonNode tensors = Json.tree("golden", golden).get(method.word()).get("tensors");
        Map<String, String> expected = new TreeMap<>();
        tensors.properties()
                .forEach(entry ->
                        expected.put(entry.getKey(), Arrays.toString(Json.convert(entry.getValue(), long[].class))));
        assertThat(parts(new Geometry(2, 8, 2, 16, Geometry.BERT_EPSILON), method, 2, 3))
                .isEqualTo(expected);
    }

    @Test
    void cuttingAndJoiningLoseNothing() {
        Layout layout = Layout.adapter(MINI, AdapterMethod.DORA, Ranks.all(2));
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
