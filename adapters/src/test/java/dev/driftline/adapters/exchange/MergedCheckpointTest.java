package dev.driftline.adapters.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merged model opened as a base of its own, with the head alone, answers as base and adapter do; benchmarks/peft checks it outside. */
class MergedCheckpointTest {
    private static final List<String> LABELS = List.of("water", "work", "unseen");
    private static final List<Passage> TEXTS = List.of(
            Passage.of("the river"),
            Passage.of("engine in paper"),
            Passage.of("river on stone"),
            Passage.of("a paper engine, and a copper lantern"),
            new Passage("the river", "engine on stone"),
            new Passage("engine on stone", "the river"));
    private static final int[] ROWS = {0, 1, 0, 1, 0, 1};

    @TempDir
    private Path folder;

    private static Base open(Path directory) {
        return Base.open(new BaseSettings(directory.toString(), "cpu", 1));
    }

    private static Path directory(String name) {
        URL url = Objects.requireNonNull(MergedCheckpointTest.class.getResource("/fixtures/bases/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] learn(Base base, AdapterMethod method, byte[] factors) {
        try (Learner learner = Learner.fresh(base, MethodSettings.defaults(method), LABELS, 1, factors)) {
            for (int step = 0; step < 40; step++) {
                learner.step(TEXTS, ROWS, step);
            }
            learner.endUpdate();
            return learner.adapter();
        }
    }

    private static float[][] scores(Base base, byte[] adapter, byte[] factors) {
        try (Resident resident = Resident.load(base, adapter, factors)) {
            return resident.scores(TEXTS);
        }
    }

    /** The same head on another base, without an adapter. */
    private static byte[] headAlone(Base base, Base other, byte[] adapter) {
        AdapterFile.Content content = AdapterFile.read(other.encoder().geometry(), adapter);
        AdapterHeader header = content.header();
        List<float[]> tensors = content.tensors();
        return AdapterFile.write(
                base.encoder().geometry(),
                new AdapterFile.Content(
                        new AdapterHeader(
                                AdapterMethod.HEAD,
                                1,
                                null,
                                1,
                                base.digest(),
                                null,
                                header.labels(),
                                header.trainedLabels()),
                        tensors.subList(tensors.size() - 2, tensors.size())));
    }

    private static float furthest(float[][] some, float[][] others) {
        float furthest = 0;
        for (int text = 0; text < some.length; text++) {
            for (int label = 0; label < LABELS.size(); label++) {
                furthest = Math.max(furthest, Math.abs(some[text][label] - others[text][label]));
            }
        }
        return furthest;
    }

    @ParameterizedTest
    @CsvSource({"LORA, bert", "DORA, bert", "BIDORA, roberta", "EDORA, roberta", "EDORA, bert", "HEAD, roberta"})
    void theMergedModelAnswersWithItsHeadAsTheBaseWithTheAdapter(AdapterMethod method, String name) throws IOException {
        try (Base base = open(directory(name))) {
            byte[] factors = FactorFile.compute(base, FactorStart.SVD, 8);
            byte[] adapter = learn(base, method, factors);
            float[][] expected = scores(base, adapter, factors);
            MergedCheckpoint merged = MergedCheckpoint.of(base, adapter, factors);
            Files.write(folder.resolve("config.json"), merged.config());
            Files.write(folder.resolve("tokenizer.json"), merged.tokenizer());
            try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
                merged.write(out);
            }
            try (Base whole = open(folder)) {
                assertThat(furthest(scores(whole, headAlone(whole, base, adapter), factors), expected))
                        .isCloseTo(0, within(1e-5f));
            }
            float unlike = furthest(scores(base, headAlone(base, base, adapter), factors), expected);
            assertThat(unlike > 1e-3f).isEqualTo(method != AdapterMethod.HEAD);
        }
    }

    @ParameterizedTest
    @CsvSource("bert, roberta")
    void anAdapterOfAnotherBaseIsRefused(String name, String other) {
        try (Base base = open(directory(name));
                Base foreign = open(directory(other))) {
            byte[] adapter = learn(base, AdapterMethod.LORA, new byte[0]);
            assertThatThrownBy(() -> MergedCheckpoint.of(foreign, adapter, null))
                    .isInstanceOf(InvalidValue.class);
        }
    }
}
