package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Hypergradient;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.testkit.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** BiDoRA's levels do not leak into each other, nor into the base: by digest. */
class LevelsTest {
    private static final int[] LEARNED = {0, 1, 2, 1};
    private static final int[] HELD = {2, 0};

    @ParameterizedTest
    @EnumSource
    void aLowerStepMovesNoMagnitudeAndAnUpperStepNothingElse(Hypergradient how) {
        Digest base = OneBase.BASE.encoder().digest();
        try (Learner learner = fresh(how)) {
            learner.step(OneBase.texts(1, LEARNED), LEARNED, 1);
            learner.step(OneBase.texts(2, LEARNED), LEARNED, 2);
            StateFile.Content begun = content(learner);
            learner.step(OneBase.texts(3, LEARNED), LEARNED, 3);
            StateFile.Content lowered = content(learner);
            Learner.UpperResult raised =
                    learner.upper(OneBase.texts(3, LEARNED), LEARNED, OneBase.texts(4, HELD), HELD, 4);
            StateFile.Content after = content(learner);

            assertThat(magnitudes(lowered)).isEqualTo(magnitudes(begun));
            assertThat(others(lowered)).isNotEqualTo(others(begun));
            assertThat(magnitudes(after)).isNotEqualTo(magnitudes(lowered));
            assertThat(others(after)).isEqualTo(others(lowered));
            assertThat(raised.loss()).isPositive();
            assertThat(raised.drift()).isBetween(1e-6, 0.01);
            assertThat(after.progress().upperSteps()).isOne();
            assertThat(after.progress().steps()).isEqualTo(3);
        }
        assertThat(OneBase.BASE.encoder().digest()).isEqualTo(base);
    }

    @Test
    void theRetrainPhaseStartsFromTheInitialValuesButForTheMagnitudes() {
        try (Learner learner = fresh(Hypergradient.FIRST_ORDER)) {
            StateFile.Content begun = content(learner);
            learner.step(OneBase.texts(1, LEARNED), LEARNED, 1);
            learner.upper(OneBase.texts(1, LEARNED), LEARNED, OneBase.texts(4, HELD), HELD, 2);
            StateFile.Content searched = content(learner);
            learner.retrain();
            StateFile.Content again = content(learner);

            assertThat(others(again)).isEqualTo(others(begun));
            assertThat(magnitudes(again)).isEqualTo(magnitudes(searched)).isNotEqualTo(magnitudes(begun));
            assertThat(again.progress().steps()).isZero();
            assertThat(again.progress().trained()).isEmpty();
            assertThat(again.progress().upperSteps()).isOne();
        }
    }

    @Test
    void beyondTheGuardNoUpperStepMovesAnythingAlsoNotTheFirstAfterARestart() {
        try (Learner learner = fresh(Hypergradient.FIRST_ORDER, 1e-9)) {
            learner.step(OneBase.texts(1, LEARNED), LEARNED, 1);
            learner.upper(OneBase.texts(1, LEARNED), LEARNED, OneBase.texts(4, HELD), HELD, 2);
            StateFile.Content far = content(learner);
            double drift = learner.upper(OneBase.texts(1, LEARNED), LEARNED, OneBase.texts(4, HELD), HELD, 3)
                    .drift();
            assertThat(drift).isGreaterThan(1e-9);
            assertThat(magnitudes(content(learner))).isEqualTo(magnitudes(far));
        }
    }

    @Test
    void otherMethodsHaveOneLevel() {
        MethodSettings dora = MethodSettings.defaults(AdapterMethod.DORA);
        try (Learner learner = Learner.fresh(OneBase.BASE, dora, OneBase.LABELS, 1, null)) {
            assertThatThrownBy(learner::retrain)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("dora has one level");
        }
    }

    private static Learner fresh(Hypergradient how) {
        return fresh(how, 0.1);
    }

    private static Learner fresh(Hypergradient how, double guard) {
        MethodSettings settings = Settings.of(AdapterMethod.BIDORA)
                .with("bidora.hypergradient", how)
                .with("bidora.orthogonality", 1e-5)
                .with("bidora.guard", guard)
                .done();
        return Learner.fresh(OneBase.BASE, settings, OneBase.LABELS, 1, null);
    }

    private static StateFile.Content content(Learner learner) {
        return StateFile.read(OneBase.BASE.encoder().geometry(), learner.state(Map.of()));
    }

    /** Of the magnitudes and their moments. */
    private static List<Digest> magnitudes(StateFile.Content content) {
        return digests(content, true);
    }

    private static List<Digest> others(StateFile.Content content) {
        return digests(content, false);
    }

    private static List<Digest> digests(StateFile.Content content, boolean ofMagnitudes) {
        List<Digest> digests = new ArrayList<>();
        List<Function<StateFile.Content, List<float[]>>> parts =
                List.of(StateFile.Content::raw, StateFile.Content::first, StateFile.Content::second);
        for (Function<StateFile.Content, List<float[]>> part : parts) {
            List<float[]> tensors = part.apply(content);
            for (int tensor = 0; tensor < tensors.size(); tensor++) {
                boolean magnitude = tensor % 3 == 2 && tensor < tensors.size() - 2;
                if (magnitude == ofMagnitudes) {
                    digests.add(digest(tensors.get(tensor)));
                }
            }
        }
        return digests;
    }

    private static Digest digest(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        return Digest.of(bytes.array());
    }
}
