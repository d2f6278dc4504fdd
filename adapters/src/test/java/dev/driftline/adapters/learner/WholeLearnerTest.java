package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.exchange.MergedCheckpoint;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
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
