package dev.driftline.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Layout;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.testkit.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeftImportTest {
    private static final Geometry TINY = new Geometry(2, 8, 2, 16, Geometry.BERT_EPSILON);
    private static final Digest BASE = Digest.of(new byte[] {1});
    private static final List<String> LABELS = List.of("rain", "sun", "snow");
    private static final List<Integer> TRAINED = List.of(0, 2);

    /** As peft 0.21.2 writes it. */
    private static final String CONFIG = """
            {"task_type":null,"peft_type":"LORA","auto_mapping":null,"peft_version":"0.21.2","base_model_name_or_path":"somewhere",\
            "revision":null,"inference_mode":true,"r":4,"target_modules":["query","key","value","dense"],"exclude_modules":null,\
            "lora_alpha":8,"lora_dropout":0.1,"fan_in_fan_out":false,"bias":"none","use_rslora":false,\
            "modules_to_save":["classifier"],"init_lora_weights":true,"layers_to_transform":null,"layers_pattern":null,\
            "rank_pattern":{},"alpha_pattern":{},"megatron_config":null,"megatron_core":"megatron.core","loftq_config":{},\
            "use_dora":false,"use_qalora":false,"qalora_group_size":16,"layer_replication":null,"lora_bias":false}""";

    private final PeftImport reader = new PeftImport(TINY, BASE);

    private static MethodSettings settings(AdapterMethod method) {
        return Settings.of(method).with("rank", 4).with("alpha", 8).done();
    }

    /** Random numbers in every tensor. */
    private static AdapterFile.Content content(AdapterMethod method, List<String> labels) {
        SplittableRandom random = new SplittableRandom(5);
        List<float[]> tensors = new ArrayList<>();
        for (Layout.Trained tensor :
                Layout.of(TINY, method, Ranks.all(4), labels.size()).tensors()) {
            float[] numbers = new float[tensor.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextDouble();
            }
            tensors.add(numbers);
        }
        return new AdapterFile.Content(new AdapterHeader(method, 4, null, 8, BASE, null, labels, TRAINED), tensors);
    }

    private static byte[] model(AdapterMethod method, UnaryOperator<Floats> edit) {
        Collection<Safetensors.Entry> entries = Safetensors.read(AdapterFile.write(TINY, content(method, LABELS)))
                .entries();
        return Safetensors.write(
                Map.of("format", "pt"),
                entries.stream().map(entry -> edit.apply((Floats) entry)).toList());
    }

    private static PeftFolder folder(AdapterMethod method, String config) {
        return new PeftFolder(
                config.getBytes(StandardCharsets.UTF_8),
                model(method, UnaryOperator.identity()),
                new PeftLabels(LABELS, TRAINED, BASE));
    }

    private static String config(AdapterMethod method) {
        return method == AdapterMethod.LORA ? CONFIG : CONFIG.replace("\"use_dora\":false", "\"use_dora\":true");
    }

    @ParameterizedTest
    @EnumSource(names = {"LORA", "DORA", "BIDORA"})
    void whatWasExportedComesBackByteForByte(AdapterMethod method) {
        Imported imported = reader.read(settings(method), LABELS, folder(method, config(method)));
        assertThat(imported.adapter()).isEqualTo(AdapterFile.write(TINY, content(method, LABELS)));
        assertThat(imported.origin())
                .isEqualTo(new Origin(
                        Digest.of(model(method, UnaryOperator.identity())),
                        method == AdapterMethod.LORA ? "lora" : "dora",
                        "somewhere"));
    }

    @Test
    void rowsMoveToTheDomainsOrderAndTrainedOnesWithThem() {
        List<String> other = List.of("snow", "rain", "sun");
        Imported imported = reader.read(
                settings(AdapterMethod.LORA), other, folder(AdapterMethod.LORA, config(AdapterMethod.LORA)));
        AdapterFile.Content moved = AdapterFile.read(TINY, imported.adapter());
        AdapterFile.Content stored = content(AdapterMethod.LORA, LABELS);
        assertThat(moved.header().labels()).isEqualTo(other);
        assertThat(moved.header().trainedLabels()).containsExactly(0, 1);
        float[] bias = stored.tensors().getLast();
        assertThat(moved.tensors().getLast()).containsExactly(bias[2], bias[0], bias[1]);
        int weight = stored.tensors().size() - 2;
        assertThat(moved.tensors().get(weight)[0]).isEqualTo(stored.tensors().get(weight)[2 * TINY.width()]);
        assertThat(moved.tensors().getFirst()).isEqualTo(stored.tensors().getFirst());
    }

    @Test
    void trainingGoesOnFromTheWeightsWithMomentsOfZero() {
        Imported imported = reader.read(
                settings(AdapterMethod.DORA), LABELS, folder(AdapterMethod.DORA, config(AdapterMethod.DORA)));
        byte[] bytes = imported.state(Map.of("counts", new long[] {1, 2}));
        StateFile.Content state = StateFile.read(TINY, bytes);
        AdapterFile.Content stored = content(AdapterMethod.DORA, LABELS);
        assertThat(state.raw()).usingRecursiveComparison().isEqualTo(stored.tensors());
        assertThat(state.average()).usingRecursiveComparison().isEqualTo(stored.tensors());
        assertThat(state.first()).allSatisfy(one -> assertThat(one).containsOnly(0));
        assertThat(state.second()).allSatisfy(one -> assertThat(one).containsOnly(0));
        assertThat(state.progress().steps()).isZero();
        assertThat(state.progress().trained()).isEqualTo(TRAINED);
        assertThat(state.progress().published()).isEqualTo(TRAINED);
        assertThat(StateFile.extras(bytes)).containsOnlyKeys("counts");
    }

    @Test
    void aRowThatWasImportedGoesOnCountingBesideOneThatJoins() {
        Progress progress = Progress.imported(3, TRAINED).stepped(1).folded();
        assertThat(progress.steps()).isEqualTo(1);
        assertThat(progress.headSteps()).containsExactly(2, 1, 2);
        assertThat(progress.headFolds()).containsExactly(2, 1, 2);
    }

    @Test
    void aRankStabilisedAdapterFitsADomainOfTheSameScale() {
        MethodSettings stabilised = Settings.of(AdapterMethod.LORA)
                .with("rank", 4)
                .with("alpha", 8)
                .with("rankStabilised", true)
                .done();
        String config = config(AdapterMethod.LORA).replace("\"use_rslora\":false", "\"use_rslora\":true");
        byte[] adapter = reader.read(stabilised, LABELS, folder(AdapterMethod.LORA, config))
                .adapter();
        assertThat(AdapterFile.header(adapter).alpha()).isEqualTo(16);
        assertThatThrownBy(() -> reader.read(settings(AdapterMethod.LORA), LABELS, folder(AdapterMethod.LORA, config)))
                .hasMessageContaining("lora_alpha multiplies")
                .hasMessageContaining("set alpha=16.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"LORA\" | \"IA3\" | peft_type | only LORA",
                "\"bias\":\"none\" | \"bias\":\"all\" | bias | train again with bias none",
                "\"fan_in_fan_out\":false | \"fan_in_fan_out\":true | fan_in_fan_out | train again with it off",
                "[\"classifier\"] | [\"classifier\",\"pooler\"] | modules_to_save | the head, and nothing else",
                "[\"classifier\"] | null | modules_to_save | the head, and nothing else",
                "\"r\":4 | \"r\":8 | r | the domain's is 4; import into a domain of that rank (domain create --set rank=8)",
                "\"lora_alpha\":8 | \"lora_alpha\":4 | lora_alpha | by 2.0 = 8.0 / 4; import into a domain of that alpha",
                "\"rank_pattern\":{} | \"rank_pattern\":{\"query\":2} | r | attention.self.query the rank 2",
                "\"rank_pattern\":{} | \"rank_pattern\":{\".*\":4} | rank_pattern | write plain names",
                "\"alpha_pattern\":{} | \"alpha_pattern\":{\"1.output.dense\":2} | lora_alpha | layer.1.output.dense by 0.5",
                "\"query\",\"key\", | \"query\", | target_modules | leaves out encoder.layer.0.attention.self.key",
                "[\"query\",\"key\",\"value\",\"dense\"] | \".*query\" | target_modules | in place of a pattern",
                "\"layers_to_transform\":null | \"layers_to_transform\":[1] | layers_to_transform | all 2 layers",
                "\"init_lora_weights\":true | \"init_lora_weights\":\"pissa\" | init_lora_weights | path_initial_model",
                "\"lora_bias\":false | \"lora_bias\":true | lora_bias | train again with it off",
                "\"use_qalora\":false | \"something_new\":{\"a\":1} | something_new | train again with it off",
                "\"use_dora\":false | \"use_dora\":true | use_dora | import into a domain of method dora"
            })
    void whatADomainDoesNotComputeIsRefusedByItsField(String piece, String other, String field, String words) {
        String whole = config(AdapterMethod.LORA);
        assertThat(whole).contains(piece);
        assertThatThrownBy(() -> reader.read(
                        settings(AdapterMethod.LORA), LABELS, folder(AdapterMethod.LORA, whole.replace(piece, other))))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(words);
    }

    @Test
    void formsOfAConfigThatMeanTheSameAreTaken() {
        String whole = config(AdapterMethod.LORA)
                .replace("[\"query\",\"key\",\"value\",\"dense\"]", "\"all-linear\"")
                .replace("\"layers_to_transform\":null", "\"layers_to_transform\":[1,0]")
                .replace("\"rank_pattern\":{}", "\"rank_pattern\":{\"query\":4}")
                .replace("\"init_lora_weights\":true", "\"init_lora_weights\":\"gaussian\"");
        assertThat(reader.read(settings(AdapterMethod.LORA), LABELS, folder(AdapterMethod.LORA, whole))
                        .adapter())
                .isNotEmpty();
    }

    @Test
    void aMethodThatPeftHasNotIsRefusedWithTheWayOut() {
        PeftFolder dora = folder(AdapterMethod.DORA, config(AdapterMethod.DORA));
        assertThatThrownBy(() -> reader.read(settings(AdapterMethod.EDORA), LABELS, dora))
                .hasMessageContaining("create a domain of method dora with the same rank and alpha");
        assertThatThrownBy(() -> reader.read(settings(AdapterMethod.HEAD), LABELS, dora))
                .hasMessageContaining("the head alone");
        assertThatThrownBy(() -> reader.read(settings(AdapterMethod.LORA), LABELS, dora))
                .hasMessageContaining("use_dora is true, and the domain's method is lora");
    }

    @Test
    void otherLabelsTensorsAndNumbersAreRefusedByName() {
        PeftFolder good = folder(AdapterMethod.LORA, config(AdapterMethod.LORA));
        assertThatThrownBy(() -> reader.read(settings(AdapterMethod.LORA), List.of("rain", "sun", "fog"), good))
                .hasMessageContaining("the domain also has 'fog', the adapter also has 'snow'");
        String query = "base_model.model.encoder.layer.0.attention.self.query.lora_A.weight";
        assertThatThrownBy(() -> with(one -> one.name().equals(query)
                        ? new Floats("base_model.model.bert." + query.substring(17), one.numbers(), one.shape())
                        : one))
                .hasMessageContaining("missing: " + query + "; not known: base_model.model.bert.encoder");
        assertThatThrownBy(() -> with(one -> one.name().equals(query) ? new Floats(query, new float[32], 8, 4) : one))
                .hasMessageContaining(query + ": has shape [8, 4], not [4, 8]");
        assertThatThrownBy(() -> with(one -> {
                    float[] numbers = one.numbers().clone();
                    numbers[0] = one.name().endsWith("classifier.bias") ? Float.NaN : numbers[0];
                    return new Floats(one.name(), numbers, one.shape());
                }))
                .hasMessageContaining("classifier.bias")
                .hasMessageContaining("not finite");
    }

    private Imported with(UnaryOperator<Floats> edit) {
        byte[] config = config(AdapterMethod.LORA).getBytes(StandardCharsets.UTF_8);
        PeftFolder folder =
                new PeftFolder(config, model(AdapterMethod.LORA, edit), new PeftLabels(LABELS, TRAINED, BASE));
        return reader.read(settings(AdapterMethod.LORA), LABELS, folder);
    }

    @Test
    void labelsAreReadFromOurFileOrFromLines() {
        PeftLabels labels = new PeftLabels(LABELS, TRAINED, BASE);
        assertThat(PeftLabels.ofJson(labels.json())).isEqualTo(labels);
        assertThat(PeftLabels.ofJson("{\"labels\":[\"a\",\"b\"]}".getBytes(StandardCharsets.UTF_8))
                        .trained())
                .containsExactly(0, 1);
        assertThat(PeftLabels.ofLines("a b\r\nc\n".getBytes(StandardCharsets.UTF_8))
                        .labels())
                .containsExactly("a b", "c");
        assertThatThrownBy(() -> PeftLabels.ofLines("a\n\nb".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no line empty");
        assertThatThrownBy(() -> PeftLabels.ofLines("a\na".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("two rows");
        assertThatThrownBy(() -> PeftLabels.ofLines(new byte[] {(byte) 0xff})).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> new PeftLabels(LABELS, List.of(3), null)).hasMessageContaining("trained");
    }
}
