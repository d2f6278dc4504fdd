package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.Probe;
import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.adapters.safetensors.MappedTensors;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against token ids and states that transformers computed from the same directories: benchmarks/fixtures/bases.py. */
class CheckpointTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @ValueSource(strings = {"bert", "bert-cased", "roberta", "roberta-bf16"})
    void tokensAndStatesOfUnlikeTextsInOneBatchAreThoseOfTransformers(String name) throws IOException {
        Fixtures.Expected expected = Fixtures.expected(name);
        Path directory = Fixtures.directory(name);
        try (Base base = open(directory);
                Program probe = Probe.open(1);
                Scope scope = probe.scope();
                MappedTensors states = MappedTensors.open(directory.resolve("expected.safetensors"))) {
            List<TokenRow> rows =
                    expected.texts().stream().map(text -> base.row(text, null)).toList();
            assertThat(rows).extracting(TokenRow::ids).containsExactlyElementsOf(expected.ids());
            List<Tensor> ours = states(probe, scope, base.encoder(), rows);
            same(ours.get(0).floats(), states.floats("hidden", states.shape("hidden")));
            same(ours.get(1).floats(), states.floats("pooled", states.shape("pooled")));
        }
    }

    /** 40 positions each, so that a second token type's places begin at 40. */
    @ParameterizedTest
    @ValueSource(strings = {"bert", "bert-cased", "roberta", "roberta-bf16"})
    void tokensTypesAndStatesOfPairsAreThoseOfTransformers(String name) throws IOException {
        Fixtures.Expected expected = Fixtures.expected(name);
        Path directory = Fixtures.directory(name);
        try (Base base = open(directory);
                Program probe = Probe.open(1);
                Scope scope = probe.scope();
                MappedTensors states = MappedTensors.open(directory.resolve("expected.safetensors"))) {
            List<TokenRow> rows = expected.pairs().stream()
                    .map(pair -> base.row(pair.getFirst(), pair.getLast()))
                    .toList();
            assertThat(rows).extracting(TokenRow::ids).containsExactlyElementsOf(expected.pairIds());
            assertThat(rows).extracting(CheckpointTest::types).containsExactlyElementsOf(expected.pairTypes());
            List<Tensor> ours = states(probe, scope, base.encoder(), rows);
            same(ours.get(0).floats(), states.floats("pairs.hidden", states.shape("pairs.hidden")));
            same(ours.get(1).floats(), states.floats("pairs.pooled", states.shape("pairs.pooled")));
        }
    }

    private static long[] types(TokenRow row) {
        long[] types = new long[row.length()];
        for (int token = 0; token < types.length; token++) {
            types[token] = row.places()[token] == token ? 0 : 1;
            assertThat(row.places()[token]).isEqualTo(token + 40 * types[token]);
        }
        return types;
    }

    private static Base open(Path directory) {
        return Base.open(new BaseSettings(directory.toString(), "cpu", 1));
    }

    private static List<Tensor> states(Program probe, Scope scope, Encoder encoder, List<TokenRow> rows) {
        Packed packed = Packed.bare(scope, encoder.geometry(), rows);
        return probe.call("states")
                .tensors(encoder.weights())
                .tensors(packed.words())
                .wholes(packed.plan())
                .whole(encoder.geometry().heads())
                .real(encoder.geometry().epsilon())
                .infer(scope);
    }

    private static void same(float[] ours, float[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).as("number %d", i).isCloseTo(theirs[i], within((float) TOLERANCE));
        }
    }

    /** Measures from each config.json. */
    @Test
    void measuresAreThoseOfTheConfiguration() {
        assertThat(geometry("bert")).isEqualTo(new Geometry(2, 32, 4, 64, 1e-12));
        assertThat(geometry("bert-cased")).isEqualTo(new Geometry(2, 32, 2, 64, 1e-3));
        assertThat(geometry("roberta")).isEqualTo(new Geometry(2, 32, 2, 64, 1e-5));
        assertThat(geometry("roberta-bf16")).isEqualTo(new Geometry(2, 32, 4, 64, 1e-3));
    }

    private static Geometry geometry(String name) {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.directory(name))) {
            return checkpoint.weights().geometry();
        }
    }

    /** 40 positions each; RoBERTa's table has its padding index and all before it besides. */
    @ParameterizedTest
    @ValueSource(strings = {"bert", "bert-cased", "roberta", "roberta-bf16"})
    void textsAreCutWherePositionsEnd(String name) {
        try (Base base = open(Fixtures.directory(name))) {
            assertThat(base.row("river ".repeat(200), null).ids()).hasSize(40);
        }
    }

    @Test
    void aNormsGainAndBiasMayBeCalledGammaAndBeta(@TempDir Path temporary) throws IOException {
        Path old = Fixtures.copy("bert-cased", temporary);
        Fixtures.editHeader(old.resolve("model.safetensors"), "LayerNorm.weight", "LayerNorm.gamma");
        Fixtures.editHeader(old.resolve("model.safetensors"), "LayerNorm.bias", "LayerNorm.beta");
        assertThat(digest(old)).isEqualTo(digest(Fixtures.directory("bert-cased")));
    }

    @Test
    void theDigestIsOfTheEncoderAloneAndSeesEveryNumber(@TempDir Path temporary) throws IOException {
        Path other = Fixtures.copy("bert", temporary);
        Path file = other.resolve("model.safetensors");
        Fixtures.editHeader(file, "pooler.dense", "another.head");
        assertThat(digest(other)).isEqualTo(digest(Fixtures.directory("bert")));
        Fixtures.editHeader(file, "query.bias", "spare.bias");
        Fixtures.editHeader(file, "key.bias", "query.bias");
        Fixtures.editHeader(file, "spare.bias", "key.bias");
        assertThat(digest(other)).isNotEqualTo(digest(Fixtures.directory("bert")));
    }

    private static String digest(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            return checkpoint.weights().digest().hex();
        }
    }

    /** The cased directory has the same vocab.txt from which transformers wrote the other one's tokenizer.json. */
    @Test
    void aVocabularyBecomesTheTokenizerThatTransformersWritesForIt() throws IOException {
        Path written = Fixtures.directory("bert");
        assertThat(WordPieceFile.read(
                        Fixtures.directory("bert-cased").resolve("vocab.txt"),
                        written.resolve("tokenizer_config.json")))
                .isEqualTo(Json.tree("tokenizer.json", Files.readAllBytes(written.resolve("tokenizer.json"))));
    }
}
