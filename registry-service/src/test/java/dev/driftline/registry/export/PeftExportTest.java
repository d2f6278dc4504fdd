package dev.driftline.registry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Entry;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.change.Refused;
import dev.driftline.registry.change.Unknown;
import dev.driftline.registry.store.MemoryStore;
import dev.driftline.testkit.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeftExportTest {
    private static final Digest MINILM = new Digest("9f0d015328db6d3181fc9945360e3df939863b701425ea51b80565cc2fcf733c");

    private final Blobs blobs = new Blobs(new MemoryStore());
    private final PeftExport export = new PeftExport(blobs);

    @ParameterizedTest
    @EnumSource(names = {"LORA", "DORA", "BIDORA", "EDORA"})
    void namesAndShapesAreThoseThatPeftWrites(AdapterMethod method) throws IOException {
        Safetensors file = Safetensors.read(file(version(method), "adapter_model.safetensors"));
        Map<String, String> actual =
                file.entries().stream().collect(Collectors.toMap(Entry::name, entry -> Json.text(entry.shape())));
        Map<String, String> expected = new LinkedHashMap<>();
        StoredAdapter.shapes(method == AdapterMethod.LORA ? "lora" : "dora")
                .forEach((name, shape) -> expected.put(name, Json.text(shape)));
        assertThat(actual).isEqualTo(expected);
        assertThat(file.word("format")).isEqualTo("pt");
        assertThatThrownBy(() -> file.word("driftline")).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"LORA", "DORA", "BIDORA"})
    void numbersOfLoraAndDoraAreCopied(AdapterMethod method) throws IOException {
        Safetensors file = Safetensors.read(file(version(method), "adapter_model.safetensors"));
        for (Entry entry : Safetensors.read(StoredAdapter.of(method, MINILM)).entries()) {
            assertThat(file.floats(entry.name(), entry.shape())).isEqualTo(((Floats) entry).numbers());
        }
    }

    @Test
    void edorasAIsTheFactorAndItsBIsTheFactorTimesR() throws IOException {
        Safetensors file = Safetensors.read(file(version(AdapterMethod.EDORA), "adapter_model.safetensors"));
        Safetensors stored = Safetensors.read(StoredAdapter.of(AdapterMethod.EDORA, MINILM));
        Safetensors factors = Safetensors.read(StoredAdapter.factors());
        String module = "base_model.model.encoder.layer.1.intermediate.dense";
        assertThat(file.floats(module + ".lora_A.weight", 2, 8))
                .isEqualTo(factors.floats(module + ".lora_A.weight", 2, 8));
        assertThat(file.floats(module + ".lora_magnitude_vector", 16))
                .isEqualTo(stored.floats(module + ".lora_magnitude_vector", 16));
        float[] b = factors.floats(module + ".lora_B.weight", 16, 2);
        float[] r = stored.floats(module + ".lora_R.weight", 2, 2);
        float[] product = file.floats(module + ".lora_B.weight", 16, 2);
        assertThat(product[31]).isEqualTo((float) ((double) b[30] * r[1] + (double) b[31] * r[3]));
    }

    /** (1 2; 3 -1) (5 7; 0 2) = (5 11; 15 19), by hand. */
    @Test
    void theProductIsRowsTimesColumns() {
        assertThat(PeftTensors.times(new float[] {1, 2, 3, -1}, 2, new float[] {5, 7, 0, 2}, 2))
                .containsExactly(5, 11, 15, 19);
    }

    /** 2^30 + 1 - 2^30 is 1 in double and 0 in float. */
    @Test
    void theProductIsSummedInDouble() {
        float big = 1 << 30;
        assertThat(PeftTensors.times(new float[] {big, 1, -big}, 3, new float[] {1, 0, 0, 1, 0, 0, 1, 0, 0}, 3))
                .containsExactly(1, 0, 0);
    }

    @Test
    void theConfigIsOfFieldsThatPeftKnows() throws IOException {
        JsonNode config = Json.tree("config", file(version(AdapterMethod.EDORA), "adapter_config.json"));
        List<String> known = List.of(Json.convert(StoredAdapter.golden("dora").get("fields"), String[].class));
        assertThat(known).containsAll(config::fieldNames);
        assertThat(config.get("peft_type").asText()).isEqualTo("LORA");
        assertThat(config.get("task_type").asText()).isEqualTo("FEATURE_EXTRACTION");
        assertThat(config.get("base_model_name_or_path").asText()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
        assertThat(config.get("r").intValue()).isEqualTo(StoredAdapter.RANK);
        assertThat(config.get("lora_alpha")).hasToString("4");
        assertThat(config.get("use_dora").booleanValue()).isTrue();
        assertThat(config.get("use_rslora").booleanValue()).isFalse();
        assertThat(config.get("fan_in_fan_out").booleanValue()).isFalse();
        assertThat(config.get("bias").asText()).isEqualTo("none");
        assertThat(config.get("modules_to_save")).hasToString("[\"classifier\"]");
        assertThat(Json.convert(config.get("target_modules"), String[].class))
                .containsExactly(
                        "attention.output.dense",
                        "attention.self.key",
                        "attention.self.query",
                        "attention.self.value",
                        "intermediate.dense",
                        "output.dense");
    }

    @Test
    void aLoraConfigHasNoMagnitudesAndAnUnevenAlphaStaysWhatItIs() throws IOException {
        VersionView even = version(AdapterMethod.LORA);
        assertThat(new String(file(even, "adapter_config.json"), StandardCharsets.UTF_8))
                .contains("\"use_dora\" : false");
        assertThat(new String(
                        PeftConfig.json(
                                manifest(AdapterMethod.LORA, 2.5, Digest.of(new byte[] {1}), null),
                                PeftKind.LORA,
                                Map.of()),
                        StandardCharsets.UTF_8))
                .contains("\"lora_alpha\" : 2.5", "\"base_model_name_or_path\" : \"sentence-transformers/");
    }

    @Test
    void theHeadsRowsModelAndCardAreThere() throws IOException {
        VersionView version = version(AdapterMethod.EDORA);
        assertThat(files(version))
                .containsOnlyKeys(
                        "README.md", "adapter_config.json", "labels.json", "model.py", "adapter_model.safetensors");
        assertThat(Json.tree("labels", file(version, "labels.json")))
                .isEqualTo(Json.tree(
                        "labels",
                        "{\"labels\":[\"ham\",\"spam\",\"other\"],\"trained\":[0,2],\"base\":\"%s\"}"
                                .formatted(MINILM.hex())
                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(file(version, "model.py"), StandardCharsets.UTF_8))
                .contains("def load(base)");
        assertThat(new String(file(version, "README.md"), StandardCharsets.UTF_8))
                .startsWith("---\nlibrary_name: peft\nbase_model: sentence-transformers/all-MiniLM-L6-v2\n")
                .contains(
                        "# spam@7",
                        "3 labels, 2 of them trained",
                        MINILM.hex(),
                        "Apache-2.0",
                        "EDoRA (Nasiri",
                        "3:30..39",
                        "continues version 6",
                        "43 of 64 right",
                        "\"alpha\":4.0");
    }

    @Test
    void theSameVersionIsTheSameBytes() throws IOException {
        VersionView version = version(AdapterMethod.DORA);
        assertThat(zip(version)).isEqualTo(zip(version));
    }

    @Test
    void theHeadAloneIsRefused() {
        VersionView head = version(AdapterMethod.HEAD);
        assertThatThrownBy(() -> export.plan(head, null))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("spam@7 trained the head alone");
    }

    @ParameterizedTest
    @EnumSource(names = {"DORA", "BIDORA", "EDORA"})
    void magnitudesAreNeverDropped(AdapterMethod method) {
        VersionView version = version(method);
        assertThatThrownBy(() -> export.plan(version, "lora"))
                .isInstanceOf(Refused.class)
                .hasMessageContainingAll("method " + method.word(), "would lose its magnitudes");
        assertThat(export.plan(version, "dora").heldBytes()).isPositive();
    }

    @Test
    void loraIsNoDoraAndNothingElse() {
        VersionView version = version(AdapterMethod.LORA);
        assertThatThrownBy(() -> export.plan(version, "dora")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> export.plan(version, "ia3"))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.field()).isEqualTo("as"));
    }

    @Test
    void whatIsGoneFromTheStoreIsNamed() {
        VersionView version = version(AdapterMethod.EDORA);
        blobs.delete(Digest.of(StoredAdapter.factors()));
        assertThatThrownBy(() -> export.plan(version, null))
                .isInstanceOf(Unknown.class)
                .hasMessageContainingAll("the factors of spam@7", "no longer in the object store");
    }

    @Test
    void whatIsNoAdapterIsRefusedBeforeTheFirstByte() {
        byte[] rubbish = "rubbish that is no adapter".getBytes(StandardCharsets.UTF_8);
        blobs.put(Digest.of(rubbish), rubbish);
        VersionView version = view(manifest(AdapterMethod.LORA, 4, Digest.of(rubbish), null));
        PeftExport.Plan plan = export.plan(version, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> export.write(plan, out))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("spam@7 cannot be exported");
        assertThat(out.size()).isZero();
    }

    @Test
    void factorsOfAnotherRankAreRefused() {
        byte[] factors = StoredAdapter.factors();
        byte[] adapter = StoredAdapter.of(AdapterMethod.EDORA, MINILM);
        Manifest manifest = manifest(AdapterMethod.EDORA, 4, Digest.of(adapter), Digest.of(factors));
        byte[] wide = StoredAdapter.factors(StoredAdapter.RANK + 1);
        assertThatThrownBy(() -> PeftTensors.of(manifest, adapter, wide))
                .hasMessageContaining("does not fit between its factors");
        assertThatThrownBy(() -> PeftTensors.of(manifest, adapter, null)).hasMessageContaining("none are named");
    }

    @Test
    void anAdapterThatIsNotTheManifestsIsRefused() {
        byte[] adapter = StoredAdapter.of(AdapterMethod.LORA, MINILM);
        for (Manifest other : List.of(
                manifest(AdapterMethod.LORA, 5, Digest.of(adapter), null),
                manifest(AdapterMethod.DORA, 4, Digest.of(adapter), null))) {
            assertThatThrownBy(() -> PeftTensors.of(other, adapter, null))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("is not the manifest's");
        }
    }

    private byte[] file(VersionView version, String name) throws IOException {
        return Objects.requireNonNull(files(version).get(name), name);
    }

    private Map<String, byte[]> files(VersionView version) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zip(version)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private byte[] zip(VersionView version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.write(export.plan(version, null), out);
        return out.toByteArray();
    }

    private VersionView version(AdapterMethod method) {
        byte[] adapter = StoredAdapter.of(method, MINILM);
        blobs.put(Digest.of(adapter), adapter);
        byte[] factors = StoredAdapter.factors();
        blobs.put(Digest.of(factors), factors);
        return view(manifest(method, 4, Digest.of(adapter), method == AdapterMethod.EDORA ? Digest.of(factors) : null));
    }

    private static VersionView view(Manifest manifest) {
        return new VersionView(manifest, new Decision(true, "fine"), Instant.EPOCH);
    }

    private static Manifest manifest(AdapterMethod method, double alpha, Digest adapter, @Nullable Digest factors) {
        PairedCount half = new PairedCount(20, 1, 2, 9);
        MethodSettings settings = Settings.of(method)
                .with("rank", StoredAdapter.RANK)
                .with("alpha", alpha)
                .done();
        return new Manifest(
                Manifest.FORMAT,
                new DomainName("spam"),
                7,
                1,
                MINILM,
                settings,
                11,
                6,
                6,
                new Interval("topic-one", 3, 30, 40),
                null,
                List.of(),
                9,
                1,
                0,
                0,
                adapter,
                1,
                Digest.of(new byte[] {9}),
                factors,
                40,
                0.5,
                1,
                new Evidence(6, half, new PairedCount(20, 2, 1, 9), 20),
                new Running(1, "cpu", "AVX2", "fp32", "2.7.1", true),
                null,
                null,
                null);
    }
}
