package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.testkit.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** bfloat16 beside float32, on any processor: slow where it has no such products, and the same. */
class TrainingFormTest {
    /** Measured on an AVX2 CPU: .99996 and more of a step, .99993 and more of one of the upper level. */
    private static final double LEAST_COSINE = 0.999;

    private static final double SAME_LOSS = 1e-2;
    private static final int[] LEARNED = {0, 1, 2};
    private static final int[] HELD = {1, 0};

    private static Learner fresh(MethodSettings settings, TrainingForm form) {
        return Learner.fresh(OneBase.BASE.in(form), settings, OneBase.LABELS, 1, OneBase.FACTORS);
    }

    /** The head is zero in the first step, so only the second has a gradient for the adapter; both begin it at the same numbers. */
    private static Learner begun(MethodSettings settings, TrainingForm form) {
        try (Learner first = fresh(settings, TrainingForm.FP32)) {
            first.step(OneBase.texts(1, LEARNED), LEARNED, 1);
            return Learner.restore(
                    OneBase.BASE.in(form), settings, OneBase.LABELS, first.state(Map.of()), OneBase.FACTORS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStepFollowsTheSameGradientInEitherForm(AdapterMethod method) {
        MethodSettings settings = Settings.of(method).with("dropout", 0.1).done();
        try (Learner plain = begun(settings, TrainingForm.FP32);
                Learner low = begun(settings, TrainingForm.BF16)) {
            List<float[]> before = content(plain).first();
            double loss = plain.step(OneBase.texts(2, LEARNED), LEARNED, 2).loss();
            assertThat(low.step(OneBase.texts(2, LEARNED), LEARNED, 2).loss())
                    .isCloseTo(loss, within(SAME_LOSS * loss))
                    .isNotEqualTo(loss);
            assertThat(cosine(moved(before, low), moved(before, plain))).isGreaterThan(LEAST_COSINE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-order", "finite-difference", "exact", "unrolled"})
    void soDoesTheUpperLevel(String how) {
        MethodSettings settings = Settings.of(AdapterMethod.BIDORA)
                .with("bidora.hypergradient", how)
                .done();
        try (Learner plain = begun(settings, TrainingForm.FP32);
                Learner low = begun(settings, TrainingForm.BF16)) {
            List<float[]> before = content(plain).first();
            double loss = upper(plain);
            assertThat(upper(low)).isCloseTo(loss, within(SAME_LOSS * loss)).isNotEqualTo(loss);
            assertThat(cosine(moved(before, low), moved(before, plain))).isGreaterThan(LEAST_COSINE);
        }
    }

    private static double upper(Learner learner) {
        return learner.upper(OneBase.texts(2, LEARNED), LEARNED, OneBase.texts(3, HELD), HELD, 2)
                .loss();
    }

    /** A tenth of the clipped gradient: what a step adds to nine tenths of the first moments, of the tensors that it moves. */
    private static double[] moved(List<float[]> before, Learner after) {
        List<float[]> now = content(after).first();
        DoubleStream.Builder all = DoubleStream.builder();
        for (int tensor = 0; tensor < now.size(); tensor++) {
            if (!Arrays.equals(now.get(tensor), before.get(tensor))) {
                for (int i = 0; i < now.get(tensor).length; i++) {
                    all.add(now.get(tensor)[i] - 0.9 * before.get(tensor)[i]);
                }
            }
        }
        return all.build().toArray();
    }

    private static StateFile.Content content(Learner learner) {
        return StateFile.read(OneBase.BASE.encoder().geometry(), learner.state(Map.of()));
    }

    private static double cosine(double[] a, double[] b) {
        assertThat(a).isNotEmpty().hasSameSizeAs(b);
        double dot = 0;
        double own = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            own += a[i] * a[i];
            other += b[i] * b[i];
        }
        return dot / Math.sqrt(own * other);
    }

    @Test
    void aStepIsOfOneForm() {
        MethodSettings settings = MethodSettings.defaults(AdapterMethod.LORA);
        try (Learner plain = fresh(settings, TrainingForm.FP32);
                Learner low = fresh(settings, TrainingForm.BF16)) {
            List<Turn> both = List.of(
                    new Turn(plain, OneBase.texts(1, HELD), HELD, 1), new Turn(low, OneBase.texts(1, HELD), HELD, 1));
            assertThatThrownBy(() -> SharedStep.step(both))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("one form");
        }
    }

    @Test
    void aBaseTellsItsFormAndWhichAreOfUse() {
        assertThat(OneBase.BASE.in(TrainingForm.BF16).running(true).baseForm()).isEqualTo("bf16");
        assertThat(TrainingForm.of("bf16")).hasValue(TrainingForm.BF16);
        assertThat(TrainingForm.of("int8")).isEmpty();
        assertThat(TrainingForm.here("cpu", true)).containsExactly(TrainingForm.FP32, TrainingForm.BF16);
        assertThat(TrainingForm.here("cpu", false)).containsExactly(TrainingForm.FP32);
        assertThat(TrainingForm.here("cuda", true)).containsExactly(TrainingForm.FP32);
    }

    /** A clock that is looked at before and after every step, and goes on by one more each time. */
    @Test
    void aTrialTakesTheMedianOfEachFormWithoutTheFirstRound() {
        AtomicLong looks = new AtomicLong();
        AtomicLong clock = new AtomicLong();
        int held = OneBase.BASE.encoder().program().held();
        assertThat(StepTrial.of(
                        OneBase.BASE, List.of(TrainingForm.FP32), () -> clock.addAndGet(looks.incrementAndGet())))
                .containsExactly(Map.entry(TrainingForm.FP32, Duration.ofNanos(6)));
        assertThat(OneBase.BASE.encoder().program().held()).isEqualTo(held);
    }
}
