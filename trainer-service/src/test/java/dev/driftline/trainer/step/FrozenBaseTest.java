package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrozenBaseTest {
    /** Two small layers, by transformers: benchmarks/fixtures/bases.py. */
    private static final String TINY = "../adapters/src/test/resources/fixtures/bases/bert";

    private static FrozenBase open(String base, String form, boolean multipliesBf16) {
        return FrozenBase.open(
                new BaseSettings(base, "cpu", 1), form, multipliesBf16, new AtomicLong()::incrementAndGet);
    }

    private static Learning.Pupil pupil(Learning learning, TrainingForm form) {
        return learning.fresh(form, MethodSettings.defaults(AdapterMethod.HEAD), List.of("a", "b"), 1, null);
    }

    /** BERT's vocabulary has a piece for each of these words, and puts a mark at both ends. */
    @Test
    void aTextIsAsLongAsTheBaseSeesItMarksAndCutIncluded() {
        try (Learning learning = open(BaseSettings.MINILM, "fp32", false);
                Learning.Pupil pupil = pupil(learning, TrainingForm.FP32)) {
            assertThat(pupil.lengths(
                            List.of(Passage.of("the red river"), Passage.of("a"), Passage.of("river ".repeat(500)))))
                    .containsExactly(5, 3, 128);
        }
    }

    @Test
    void pupilsShareAStepWithThoseOfTheirFormAlone() {
        try (Learning learning = open(TINY, "bf16", true);
                Learning.Pupil one = pupil(learning, TrainingForm.BF16);
                Learning.Pupil other = pupil(learning, TrainingForm.BF16);
                Learning.Pupil plain = pupil(learning, TrainingForm.FP32)) {
            assertThat(learning.forms().preferred()).isEqualTo(TrainingForm.BF16);
            assertThat(learning.running(TrainingForm.BF16, true).baseForm()).isEqualTo("bf16");
            assertThat(learning.running(TrainingForm.FP32, true).baseForm()).isEqualTo("fp32");
            assertThat(learning.step(List.of(turn(one), turn(plain), turn(other))))
                    .extracting(Learning.Stepped::alone)
                    .containsExactly(false, true, false);
        }
    }

    private static Learning.Turn turn(Learning.Pupil pupil) {
        return new Learning.Turn(pupil, List.of(Passage.of("the red river")), new int[] {1}, 1);
    }

    /** By this clock every step takes the same time. */
    @Test
    void whatIsChosenWasTimedOnceWhereThereIsAChoice() {
        try (Learning choice = open(TINY, FormChoice.AUTO, true)) {
            assertThat(choice.forms().tried()).containsOnlyKeys(TrainingForm.FP32, TrainingForm.BF16);
            assertThat(choice.forms().preferred()).isEqualTo(TrainingForm.FP32);
        }
        try (Learning none = open(TINY, FormChoice.AUTO, false)) {
            assertThat(none.forms().tried()).isEmpty();
        }
    }

    @Test
    void aFormThatTheProcessorLacksEndsTheStart() {
        assertThatThrownBy(() -> open(TINY, "bf16", false))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("driftline.trainer.form");
    }

    @Test
    void aLargerBaseHasFewerTokensInASharedStep() {
        Geometry minilm = new Geometry(6, 384, 12, 1536, Geometry.BERT_EPSILON);
        Geometry bert = new Geometry(12, 768, 12, 3072, Geometry.BERT_EPSILON);
        assertThat(FrozenBase.mostTokens(minilm, true)).isEqualTo(4_096);
        assertThat(FrozenBase.mostTokens(minilm, false)).isEqualTo(32_768);
        assertThat(FrozenBase.mostTokens(bert, true)).isEqualTo(1_024);
    }
}
