package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.exchange.MergedCheckpoint;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.testkit.Settings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholeLearnerTest {
    private static final Base BASE = OneBase.BASE;
    private static final MethodSettings SETTINGS =
            Settings.of(AdapterMethod.HEAD).with("rate", 2e-5).done();
    private static final String QUERY = "encoder.layer.0.attention.self.query";
    private static final String DOWN = "encoder.layer.5.output.dense";

    private static List<Digest> digests() {
        return IntStream.range(0, BASE.encoder().weights().size())
                .mapToObj(weight -> digest(BASE.encoder().numbers(weight)))
                .toList();
    }

    private static Digest digest(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        return Digest.of(bytes.array());
    }

    @Test
    void itLearnsOnACopyAndTheSharedBaseStaysAsItIs() {
        List<Digest> before = digests();
        int[] labels = {0, 1, 2, 3};
        try (WholeLearner learner = WholeLearner.fresh(BASE, SETTINGS, OneBase.LABELS)) {
            double begun = learner.step(OneBase.texts(1, labels), labels, 1).loss();
            assertThat(begun).isCloseTo(Math.log(4), within(1e-5)); // a head of zeros says each of four labels alike
            double ended = begun;
            for (int step = 0; step < 20; step++) {
                ended = learner.step(OneBase.texts(1, labels), labels, step).loss();
            }
            assertThat(ended).isLessThan(begun / 2);
            assertThat(learner.matrix(QUERY))
                    .isNotEqualTo(BASE.encoder().matrix(BASE.encoder().weights(), QUERY));
            assertThat(learner.matrix(DOWN))
                    .isNotEqualTo(BASE.encoder().matrix(BASE.encoder().weights(), DOWN));
        }
        assertThat(digests()).isEqualTo(before);
    }

    /** AdamW's first step moves a number by the rate, whatever its gradient, where that is far over 1e-8 (Kingma & Ba, section 2.1). */
    @Test
    void noNumberMovesFurtherThanTheRateInTheFirstStep() {
        int[] labels = {0, 1, 1};
        try (WholeLearner learner = WholeLearner.fresh(BASE, SETTINGS, OneBase.LABELS)) {
            float[] begun = learner.matrix(QUERY);
            var _ = learner.step(OneBase.texts(2, labels), labels, 1); // a head of zeros: the encoder has no gradient
            assertThat(learner.matrix(QUERY)).isEqualTo(begun);
            var _ = learner.step(OneBase.texts(2, labels), labels, 2);
            float[] moved = learner.matrix(QUERY);
            double most = IntStream.range(0, begun.length)
                    .mapToDouble(i -> Math.abs(moved[i] - begun[i]))
                    .max()
                    .orElseThrow();
            // at step 2, after a gradient of zero: rate (0.1 g / 0.19) / (|g| sqrt(0.001 / 0.001999))
            assertThat(most).isCloseTo(2e-5 * (0.1 / 0.19) / Math.sqrt(0.001 / 0.001999), within(2e-7));
        }
    }

    @Test
    void untrainedItAnswersEveryLabelAlike() {
        try (WholeLearner learner = WholeLearner.fresh(BASE, SETTINGS, OneBase.LABELS)) {
            for (float[] answer : learner.scores(OneBase.texts(3, 0, 1, 2, 3, 0))) {
                assertThat(answer).containsExactly(0.25f, 0.25f, 0.25f, 0.25f); // of zeros, one in four each
            }
        }
    }

    /** Cross entropy is the mean of -log p of the right labels, and a step tells it as it was before the step; nothing is dropped here. */
    @Test
    void itsAnswersAreThoseThatTheNextStepsLossIsTakenOf() {
        int[] labels = IntStream.range(0, 40).map(i -> i % 3).toArray();
        List<Passage> texts = OneBase.texts(4, labels);
        try (WholeLearner learner = WholeLearner.fresh(BASE, SETTINGS, OneBase.LABELS)) {
            for (int step = 0; step < 5; step++) {
                var _ = learner.step(texts, labels, step);
            }
            float[][] answers = learner.scores(texts);
            double loss = IntStream.range(0, labels.length)
                    .mapToDouble(i -> -Math.log(answers[i][labels[i]]))
                    .average()
                    .orElseThrow();
            assertThat(loss).isCloseTo(learner.step(texts, labels, 5).loss(), within(1e-5));
            assertThat(loss).isLessThan(Math.log(3));
            for (float[] answer : answers) {
                assertThat(answer[3]).isZero(); // grey was never trained
                assertThat(answer[0] + answer[1] + answer[2]).isCloseTo(1, within(1e-6f));
            }
        }
    }

    /** At rate 0 the encoder is the base, and what is left is the method head; no gradient is clipped here, in which the encoder would count. */
    @Test
    void whileTheEncoderStandsStillItAnswersAsTheHeadAloneDoes() {
        MethodSettings still = Settings.of(AdapterMethod.HEAD)
                .with("rate", 0.0)
                .with("clip", 1e6)
                .with("averaging", 0.0)
                .done();
        int[] labels = {0, 1, 2, 0, 1};
        try (WholeLearner whole = WholeLearner.fresh(BASE, still, OneBase.LABELS);
                Learner head = Learner.fresh(BASE, still, OneBase.LABELS, 1, null)) {
            for (int step = 0; step < 5; step++) {
                var _ = whole.step(OneBase.texts(step, labels), labels, step);
                var _ = head.step(OneBase.texts(step, labels), labels, step);
            }
            head.endUpdate();
            List<Passage> asked = OneBase.texts(9, 0, 1, 2, 3, 0, 1, 2, 3);
            try (Resident resident = Resident.load(BASE, head.adapter(), null)) {
                float[][] known = resident.scores(asked);
                float[][] answers = whole.scores(asked);
                for (int text = 0; text < known.length; text++) {
                    assertThat(answers[text]).containsExactly(known[text], within(1e-5f));
                }
                assertThat(known[0][0]).isGreaterThan(0.3f); // something was learned
            }
        }
    }

    @Test
    void settingsOfAnAdapterAreRefused() {
        assertThatThrownBy(() -> WholeLearner.fresh(BASE, MethodSettings.defaults(AdapterMethod.LORA), OneBase.LABELS))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("must be head");
    }

    @Test
    void anAdapterThatChangesNothingLeavesEveryMatrixAsItIs() {
        MethodSettings dora = MethodSettings.defaults(AdapterMethod.DORA);
        try (Learner learner = Learner.fresh(BASE, dora, OneBase.LABELS, 1, null)) {
            float[] folded = MergedCheckpoint.of(BASE, learner.adapter(), null).matrix(DOWN);
            float[] frozen = BASE.encoder().matrix(BASE.encoder().weights(), DOWN);
            assertThat(folded).hasSize(384 * 1536);
            for (int i = 0; i < folded.length; i++) {
                assertThat(folded[i]).isCloseTo(frozen[i], within(1e-6f));
            }
        }
    }
}
