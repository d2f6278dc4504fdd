package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.testkit.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearnerTest {
    private static final Base BASE = OneBase.BASE;

    private static Learner fresh(AdapterMethod method, List<String> labels) {
        return Learner.fresh(BASE, MethodSettings.defaults(method), labels, 1, OneBase.FACTORS);
    }

    private static Learner restore(AdapterMethod method, List<String> labels, byte[] state) {
        return Learner.restore(BASE, MethodSettings.defaults(method), labels, state, OneBase.FACTORS);
    }

    private static Learner.StepResult step(Learner learner, long seed, int... labels) {
        return learner.step(OneBase.texts(seed, labels), labels, seed);
    }

    private static byte[] state(Learner learner) {
        return learner.state(Map.of("seen", new long[] {4, 2}));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLearnedIsTheLossGoingDown(AdapterMethod method) {
        try (Learner learner = fresh(method, OneBase.LABELS)) {
            int[] labels = {0, 1, 2, 0, 1, 2, 0, 1};
            double first = step(learner, 3, labels).loss();
            assertThat(first).as("three labels, all alike").isCloseTo(Math.log(3), within(1e-5));
            double last = first;
            for (int i = 0; i < 12; i++) {
                last = step(learner, 3, labels).loss();
            }
            assertThat(last).isLessThan(first * 0.9);
            assertThat(learner.isFinite()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void restoredItGoesOnAsIfNeverStopped(AdapterMethod method) {
        try (Learner through = fresh(method, OneBase.LABELS);
                Learner before = fresh(method, OneBase.LABELS)) {
            for (Learner one : List.of(through, before)) {
                step(one, 1, 0, 1, 1);
                step(one, 2, 1, 0);
                one.endUpdate();
            }
            byte[] kept = state(before);
            try (Learner after = restore(method, OneBase.LABELS, kept)) {
                assertThat(state(after)).isEqualTo(kept);
                for (Learner one : List.of(through, after)) {
                    step(one, 3, 0, 2, 1, 1);
                    one.endUpdate();
                }
                assertThat(Digest.of(state(after))).isEqualTo(Digest.of(state(through)));
                assertThat(Digest.of(after.adapter())).isEqualTo(Digest.of(through.adapter()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBaseIsTheSameAfterAnyUpdate(AdapterMethod method) {
        List<float[]> before =
                BASE.encoder().weights().stream().map(Tensor::floats).toList();
        try (Learner learner = fresh(method, OneBase.LABELS)) {
            step(learner, 1, 0, 1);
            step(learner, 2, 2, 1);
            learner.endUpdate();
        }
        List<float[]> after =
                BASE.encoder().weights().stream().map(Tensor::floats).toList();
        assertThat(after).containsExactlyElementsOf(before);
    }

    @Test
    void theAverageIsBiasCorrectedAndTrainingGoesOnFromTheRawWeights() {
        try (Learner learner = fresh(AdapterMethod.LORA, OneBase.LABELS)) {
            double weighted = 0;
            double weights = 0;
            float raw = 0;
            for (int update = 1; update <= 3; update++) {
                step(learner, update, 0, 1);
                learner.endUpdate();
                raw = bias(content(learner).raw());
                weighted = 0.8 * weighted + 0.2 * raw;
                weights = 0.8 * weights + 0.2;
                assertThat(bias(content(learner).average())).isCloseTo((float) (weighted / weights), within(1e-7f));
            }
            assertThat(bias(content(learner).average())).isNotEqualTo(raw);
        }
    }

    @Test
    void withoutAveragingTheRawWeightsArePublished() {
        MethodSettings plain = Settings.of(AdapterMethod.HEAD)
                .with("headTimescale", 0)
                .with("averaging", 0)
                .done();
        try (Learner learner = Learner.fresh(BASE, plain, OneBase.LABELS, 1, null)) {
            for (int update = 0; update < 2; update++) {
                step(learner, update, 0, 1);
                learner.endUpdate();
                assertThat(content(learner).average())
                        .containsExactlyElementsOf(content(learner).raw());
            }
        }
    }

    private static StateFile.Content content(Learner learner) {
        return StateFile.read(BASE.encoder().geometry(), state(learner));
    }

    private static float bias(List<float[]> tensors) {
        return tensors.getLast()[0];
    }

    @Test
    void aLabelThatJoinsLateTakesAFirstStepOfItsOwnAndEntersTheAverageRaw() {
        try (Learner learner = fresh(AdapterMethod.HEAD, OneBase.LABELS)) {
            for (int update = 0; update < 4; update++) {
                step(learner, update, 0, 1, 0, 1);
                learner.endUpdate();
            }
            assertThat(content(learner).raw().getLast()[2]).isZero();
            step(learner, 9, 2, 2, 0);
            learner.endUpdate();
            StateFile.Content after = content(learner);
            float[] bias = after.raw().getLast();
            // the first step of a rate of 1e-2 that falls as 1 / sqrt(1 + t / 100)
            float rate = (float) (1e-2 / Math.sqrt(1.01));
            assertThat(bias[2]).as("one rate, as any first step of AdamW").isCloseTo(rate, within(1e-7f));
            assertThat(bias[3]).isZero();
            assertThat(after.average().getLast()[2]).isEqualTo(bias[2]);
            assertThat(after.average().getLast()[0]).isNotEqualTo(bias[0]);
            assertThat(after.header().trainedLabels()).containsExactly(0, 1, 2);
            assertThat(AdapterFile.header(learner.adapter()).trainedLabels()).containsExactly(0, 1, 2);
        }
    }

    @Test
    void labelsMayBeAppendedBetweenUpdates() {
        List<String> two = OneBase.LABELS.subList(0, 2);
        try (Learner learner = fresh(AdapterMethod.EDORA, two)) {
            step(learner, 1, 0, 1);
            learner.endUpdate();
            try (Learner grown = restore(AdapterMethod.EDORA, OneBase.LABELS, state(learner))) {
                assertThat(content(grown).raw().getLast())
                        .hasSize(4)
                        .startsWith(content(learner).raw().getLast());
                step(grown, 2, 3, 1);
                grown.endUpdate();
                assertThat(content(grown).header().trainedLabels()).containsExactly(0, 1, 3);
            }
            assertThatThrownBy(() -> restore(AdapterMethod.EDORA, List.of("green", "red"), state(learner)))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("labels");
        }
    }

    @Test
    void aStateThatDoesNotFitIsRefused() {
        try (Learner learner = fresh(AdapterMethod.EDORA, OneBase.LABELS)) {
            step(learner, 1, 0, 1);
            byte[] state = state(learner);
            MethodSettings settings = MethodSettings.defaults(AdapterMethod.EDORA);
            assertThatThrownBy(() -> Learner.restore(BASE, settings, OneBase.LABELS, state, null))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("factors");
            assertThatThrownBy(() -> restore(AdapterMethod.LORA, OneBase.LABELS, state))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("method");
            assertThatThrownBy(() -> restore(AdapterMethod.EDORA, OneBase.LABELS, learner.adapter()))
                    .isInstanceOf(InvalidValue.class);
            assertThat(StateFile.extras(state)).containsOnlyKeys("seen");
            assertThat(StateFile.extras(state).get("seen")).containsExactly(4, 2);
        }
    }

    @Test
    void factorsOfTheOtherKindAreRefused() {
        MethodSettings random =
                Settings.of(AdapterMethod.EDORA).with("factors", "random").done();
        assertThatThrownBy(() -> Learner.fresh(BASE, random, OneBase.LABELS, 1, OneBase.FACTORS))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("factors: are svd, the settings say random");
        byte[] drawn = FactorFile.compute(BASE, FactorStart.RANDOM, 8);
        MethodSettings svd = MethodSettings.defaults(AdapterMethod.EDORA);
        assertThatThrownBy(() -> Learner.fresh(BASE, svd, OneBase.LABELS, 1, drawn))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("factors: are random, the settings say svd");
        try (Learner learner = Learner.fresh(BASE, random, OneBase.LABELS, 1, drawn)) {
            double before = step(learner, 1, 0, 1).loss();
            IntStream.range(0, 5).forEach(again -> step(learner, 1, 0, 1));
            assertThat(step(learner, 1, 0, 1).loss()).isLessThan(before);
        }
    }

    @Test
    void aPoisonedRateIsSeenAsNotFinite() {
        MethodSettings poison = Settings.of(AdapterMethod.LORA)
                .with("rate", 1e38)
                .with("headRate", 1e38)
                .with("headTimescale", 0)
                .done();
        try (Learner learner = Learner.fresh(BASE, poison, OneBase.LABELS, 1, null)) {
            IntStream.range(0, 3).forEach(seed -> step(learner, seed, 0, 1));
            learner.endUpdate();
            assertThat(learner.isFinite()).isFalse();
        }
    }

    @Test
    void askedForNonsenseAStepMovesNothing() {
        try (Learner learner = fresh(AdapterMethod.HEAD, OneBase.LABELS)) {
            byte[] before = state(learner);
            assertThatThrownBy(() -> learner.step(List.of(), new int[0], 1)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> learner.step(List.of(Passage.of("a")), new int[] {4}, 1))
                    .isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> learner.step(List.of(Passage.of("a")), new int[] {-1}, 1))
                    .isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> learner.step(List.of(Passage.of("a")), new int[2], 1))
                    .isInstanceOf(InvalidValue.class);
            assertThat(state(learner)).isEqualTo(before);
        }
    }

    @Test
    void ranksThatTheBaseCannotHaveAreRefusedByTheirName() {
        assertThatThrownBy(() -> ranked(Map.of("6.query", 4)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ranks.6.query: names a layer that the base lacks: it has 0..5");
        Map<String, Integer> none =
                Map.of("query", 0, "key", 0, "value", 0, "attention-output", 0, "ffn-up", 0, "ffn-down", 0);
        assertThatThrownBy(() -> ranked(none))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ranks: leave no matrix with an adapter");
        Geometry narrow = new Geometry(2, 32, 4, 64, Geometry.BERT_EPSILON);
        assertThatThrownBy(() -> narrow.require(AdapterMethod.LORA, Ranks.all(33)))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("rank: must be at most 32: the base is no wider");
        assertThatThrownBy(() -> narrow.require(AdapterMethod.LORA, new Ranks(8, Map.of("1.ffn-up", 40))))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ranks.1.ffn-up: must be at most 32");
    }

    private static Learner ranked(Map<String, Integer> ranks) {
        MethodSettings settings =
                Settings.of(AdapterMethod.LORA).with("ranks", ranks).done();
        return Learner.fresh(BASE, settings, OneBase.LABELS, 1, null);
    }
}
