package dev.driftline.adapters.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.InvalidValue;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learned on one base serves there and nowhere else; benchmarks/fixtures/bases.py made the bases. */
class AnyBaseTest {
    private static final int STEPS = 60;
    private static final List<String> LABELS = List.of("water", "work");
    private static final List<Passage> TEXTS = Stream.of(
                    "the river", "engine in paper", "river on stone", "paper engine")
            .map(Passage::of)
            .toList();
    private static final int[] ROWS = {0, 1, 0, 1};

    private static Base open(String name) {
        URL url = Objects.requireNonNull(AnyBaseTest.class.getResource("/fixtures/bases/" + name));
        try {
            return Base.open(new BaseSettings(Path.of(url.toURI()).toString(), "cpu", 1));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same two texts in both orders: without places and token types of their own they would be told apart by nothing. */
    private static final List<Passage> PAIRS = List.of(
            new Passage("the river", "paper engine"),
            new Passage("paper engine", "the river"),
            new Passage("the stone", "garden signal"),
            new Passage("garden signal", "the stone"));

    private static byte[] learn(Base base, AdapterMethod method, byte[] factors, List<Passage> texts) {
        try (Learner learner = Learner.fresh(base, MethodSettings.defaults(method), LABELS, 1, factors)) {
            double first = learner.step(texts, ROWS, 0).loss();
            double last = first;
            for (int step = 1; step < STEPS; step++) {
                last = learner.step(texts, ROWS, step).loss();
            }
            assertThat(last).isLessThan(first / 2);
            learner.endUpdate();
            return learner.adapter();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta"})
    void whichTextOfAPairComesFirstIsLearned(String name) {
        try (Base base = open(name)) {
            byte[] adapter = learn(base, AdapterMethod.LORA, new byte[0], PAIRS);
            try (Resident resident = Resident.load(base, adapter, null);
                    Formed onnx = Formed.of(base.encoder(), Form.ONNX, 1)) {
                float[][] scores = resident.scores(PAIRS); // (pairs, labels)
                float[][] again = resident.scores(onnx, PAIRS);
                for (int pair = 0; pair < ROWS.length; pair++) {
                    assertThat(scores[pair][ROWS[pair]]).isGreaterThan(0.5f);
                    assertThat(again[pair]).containsExactly(scores[pair], within(2e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLearnedOnABaseServesThereAndNowhereElse(AdapterMethod method) {
        try (Base roberta = open("roberta-bf16");
                Base bert = open("bert")) {
            byte[] factors = FactorFile.compute(roberta, FactorStart.SVD, 8);
            byte[] adapter = learn(roberta, method, factors, TEXTS);
            try (Resident resident = Resident.load(roberta, adapter, factors)) {
                float[][] scores = resident.scores(TEXTS); // (texts, labels)
                for (int text = 0; text < ROWS.length; text++) {
                    assertThat(scores[text][ROWS[text]]).isGreaterThan(0.5f);
                }
            }
            assertThatThrownBy(() -> Resident.load(bert, adapter, factors))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("another base");
        }
    }
}
