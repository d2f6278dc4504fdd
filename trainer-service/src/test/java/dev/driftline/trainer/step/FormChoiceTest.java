package dev.driftline.trainer.step;

import static dev.driftline.adapters.base.TrainingForm.BF16;
import static dev.driftline.adapters.base.TrainingForm.FP32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.wire.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormChoiceTest {
    private static final List<TrainingForm> BOTH = List.of(FP32, BF16);
    private static final List<TrainingForm> ONE = List.of(FP32);

    private static Map<TrainingForm, Duration> timed(int plainMillis, int lowMillis) {
        return Map.of(FP32, Duration.ofMillis(plainMillis), BF16, Duration.ofMillis(lowMillis));
    }

    private static Map<TrainingForm, Duration> never() {
        throw new AssertionError("nothing is to be timed");
    }

    @Test
    void theFasterIsWhereDomainsBegin() {
        assertThat(FormChoice.of("auto", BOTH, () -> timed(210, 140)).of(null)).isEqualTo(BF16);
        assertThat(FormChoice.of("auto", BOTH, () -> timed(265, 7511)).of(null)).isEqualTo(FP32);
        assertThat(FormChoice.of("auto", BOTH, () -> timed(200, 200)).of(null)).isEqualTo(FP32);
        assertThat(FormChoice.of("auto", BOTH, () -> timed(210, 140)).words())
                .isEqualTo("chosen=bf16 tried=\"fp32=210.0ms bf16=140.0ms\"");
    }

    @Test
    void whereThereIsOneFormOrOneIsWishedForNothingIsTimed() {
        assertThat(FormChoice.of("auto", ONE, FormChoiceTest::never).words()).isEqualTo("chosen=fp32 tried=\"\"");
        assertThat(FormChoice.of("fp32", BOTH, FormChoiceTest::never).of(null)).isEqualTo(FP32);
        assertThat(FormChoice.of("bf16", BOTH, FormChoiceTest::never).of(null)).isEqualTo(BF16);
    }

    @Test
    void whatAManifestNamesStaysWhereThisMachineHasIt() {
        FormChoice low = FormChoice.of("auto", BOTH, () -> timed(210, 140));
        assertThat(low.of("fp32")).isEqualTo(FP32);
        assertThat(FormChoice.of("fp32", BOTH, FormChoiceTest::never).of("bf16"))
                .isEqualTo(BF16);
        assertThat(FormChoice.of("auto", ONE, FormChoiceTest::never).of("bf16")).isEqualTo(FP32);
        assertThat(low.of("of another time")).isEqualTo(BF16);
    }

    @Test
    void aWordThatIsNoFormAndAFormThatIsNotHereAreRefused() {
        assertThatThrownBy(() -> FormChoice.of("int8", BOTH, FormChoiceTest::never))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("driftline.trainer.form: must be auto, fp32 or bf16, not int8");
        assertThatThrownBy(() -> FormChoice.of("bf16", ONE, FormChoiceTest::never))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("driftline.trainer.form")
                .hasMessageContaining("avx512_bf16");
    }
}
