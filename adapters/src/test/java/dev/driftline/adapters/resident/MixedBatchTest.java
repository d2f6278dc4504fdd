package dev.driftline.adapters.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.resident.MixedBatch.Part;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.testkit.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of a mixed batch are held against those of each adapter alone, in the form that trains. */
class MixedBatchTest {
    private static final List<Resident> RESIDENTS = new ArrayList<>();

    @BeforeAll
    static void train() {
        for (AdapterMethod method : AdapterMethod.values()) {
            for (int seed = 1; seed <= 2; seed++) {
                RESIDENTS.add(Resident.load(OneBase.BASE, trained(method, seed), OneBase.FACTORS));
            }
        }
    }

    @AfterAll
    static void leave() {
        RESIDENTS.forEach(Resident::close);
    }

    private static byte[] trained(AdapterMethod method, int seed) {
        return trained(MethodSettings.defaults(method), seed);
    }

    private static byte[] trained(MethodSettings settings, int seed) {
        try (Learner learner = Learner.fresh(OneBase.BASE, settings, OneBase.LABELS, seed, OneBase.FACTORS)) {
            int[] labels = {0, 1, 2, 0, 1, 2};
            for (int step = 0; step < 4; step++) {
                learner.step(OneBase.texts(seed, labels), labels, step);
            }
            learner.endUpdate();
            return learner.adapter();
        }
    }

    private static List<Passage> texts(int resident) {
        int[] labels = IntStream.range(0, resident == 3 ? 12 : 1 + resident % 3)
                .map(i -> i % 3)
                .toArray();
        List<Passage> texts = new ArrayList<>(OneBase.texts(resident, labels));
        texts.add(Passage.of("stone ".repeat(1 + 7 * resident)));
        return texts;
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "ONNX"})
    void everyTextHasTheAnswerOfItsOwnAdapterAlone(Form form) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < RESIDENTS.size(); i++) {
            parts.add(new Part(RESIDENTS.get(i), OneBase.BASE.tokens(texts(i))));
        }
        parts.add(parts.getFirst());
        try (Formed formed = Formed.of(OneBase.BASE.encoder(), form, 256)) {
            long opened = OneBase.BASE.encoder().program().calls();
            List<float[][]> answers = MixedBatch.answer(formed, parts);
            assertThat(OneBase.BASE.encoder().program().calls()).isEqualTo(form == Form.PLAIN ? opened + 1 : opened);
            for (int i = 0; i < parts.size(); i++) {
                int resident = i % RESIDENTS.size();
                float[][] alone = RESIDENTS.get(resident).scores(texts(resident));
                assertThat(answers.get(i)).hasNumberOfRows(alone.length);
                for (int text = 0; text < alone.length; text++) {
                    assertThat(answers.get(i)[text])
                            .as("resident %d, text %d", i, text)
                            .containsExactly(alone[text], within(2e-5f));
                }
            }
        }
    }

    @Test
    void inInt8TheAnswersAreNearAndTheBestLabelsTheSame() {
        try (Formed int8 = Formed.of(OneBase.BASE.encoder(), Form.INT8, 256)) {
            for (Resident resident : RESIDENTS) {
                List<Passage> texts = OneBase.texts(9, 0, 1, 2);
                float[][] near = MixedBatch.answer(int8, List.of(new Part(resident, OneBase.BASE.tokens(texts))))
                        .getFirst();
                float[][] exact = resident.scores(texts);
                for (int text = 0; text < exact.length; text++) {
                    assertThat(near[text]).containsExactly(exact[text], within(0.1f));
                    assertThat(near[text]).isNotEqualTo(exact[text]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "HEAD", mode = EnumSource.Mode.EXCLUDE)
    void matricesOfUnlikeRanksAndNoneAreAnsweredAlikeInEveryForm(AdapterMethod method) {
        MethodSettings settings = Settings.of(method)
                .with("ranks", Map.of("key", 0, "value", 4, "ffn-up", 0, "0.query", 6, "5.ffn-down", 0))
                .done();
        List<Passage> texts = OneBase.texts(5, 0, 1, 2);
        try (Resident resident = Resident.load(OneBase.BASE, trained(settings, 1), OneBase.FACTORS);
                Formed onnx = Formed.of(OneBase.BASE.encoder(), Form.ONNX, 256);
                Formed int8 = Formed.of(OneBase.BASE.encoder(), Form.INT8, 256)) {
            float[][] plain = resident.scores(texts);
            float[][] other = resident.scores(onnx, texts);
            float[][] near = resident.scores(int8, texts);
            for (int text = 0; text < plain.length; text++) {
                assertThat(other[text]).containsExactly(plain[text], within(2e-5f));
                assertThat(near[text]).containsExactly(plain[text], within(0.1f));
            }
        }
    }

    @Test
    void nothingIsAnsweredOfNothingAndOneThatHasLeftRefuses() {
        try (Formed plain = Formed.of(OneBase.BASE.encoder(), Form.PLAIN, 1)) {
            assertThat(MixedBatch.answer(plain, List.of())).isEmpty();
            assertThat(MixedBatch.answer(plain, List.of(new Part(RESIDENTS.getFirst(), List.of()))))
                    .containsExactly(new float[0][]);
            Resident gone = Resident.load(OneBase.BASE, trained(AdapterMethod.HEAD, 3), null);
            gone.close();
            Part part = new Part(gone, OneBase.BASE.tokens(List.of(Passage.of("red"))));
            Part other = new Part(RESIDENTS.getFirst(), part.rows());
            assertThatThrownBy(() -> MixedBatch.answer(plain, List.of(other, part)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
