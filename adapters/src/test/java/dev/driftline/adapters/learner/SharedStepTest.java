package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.testkit.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step of many domains moves is what each one's own step moves: sums come in another order, no more. */
class SharedStepTest {
    private static final double SAME = 1e-5;
    private static final byte[] EIGHT = FactorFile.compute(OneBase.BASE, FactorStart.SVD, 8);
    private static final byte[] FOUR = FactorFile.compute(OneBase.BASE, FactorStart.SVD, 4);
    private static final Map<String, Integer> SOME = Map.of("key", 0, "ffn-up", 0, "0.query", 2);

    /** A domain of the test: unlike its neighbours in method, rank, matrices, labels, texts, weights, dropout. */
    @SuppressWarnings("ArrayRecordComponent") // a test's own
    private record Domain(MethodSettings settings, int labels, int texts, byte[] factors) {
        private Learner fresh() {
            return Learner.fresh(OneBase.BASE, settings, names().subList(0, labels), labels + texts, factors);
        }

        private static List<String> names() {
            return OneBase.LABELS;
        }

        private int[] rows(int step) {
            return IntStream.range(0, texts).map(text -> (text + step) % labels).toArray();
        }

        private Turn turn(Learner learner, int step) {
            return new Turn(learner, OneBase.texts(step, rows(step)), rows(step), step + 31L * texts);
        }
    }

    private static final List<Domain> DOMAINS = List.of(
            new Domain(Settings.of(AdapterMethod.EDORA).done(), 3, 5, EIGHT),
            new Domain(Settings.of(AdapterMethod.LORA).with("rank", 2).done(), 2, 3, FOUR),
            new Domain(Settings.of(AdapterMethod.HEAD).done(), 4, 2, FOUR),
            new Domain(Settings.of(AdapterMethod.DORA).with("dropout", 0.1).done(), 4, 6, FOUR),
            new Domain(Settings.of(AdapterMethod.LORA).with("clip", 0.01).done(), 3, 4, FOUR),
            new Domain(Settings.of(AdapterMethod.EDORA).with("rank", 4).done(), 2, 1, FOUR),
            new Domain(
                    Settings.of(AdapterMethod.BIDORA)
                            .with("bidora.orthogonality", 1e-3)
                            .done(),
                    3,
                    4,
                    FOUR),
            new Domain(Settings.of(AdapterMethod.EDORA).with("dropout", 0.2).done(), 4, 3, EIGHT),
            new Domain(
                    Settings.of(AdapterMethod.DORA)
                            .with("ranks", SOME)
                            .with("rank", 4)
                            .done(),
                    2,
                    7,
                    FOUR),
            new Domain(Settings.of(AdapterMethod.EDORA).with("ranks", SOME).done(), 2, 2, EIGHT),
            new Domain(
                    Settings.of(AdapterMethod.DORA)
                            .with("rank", 3)
                            .with("classWeights", Map.of(OneBase.LABELS.get(0), 3))
                            .done(),
                    2,
                    5,
                    FOUR));

    @Test
    void lossesGradientsAndNormsAreThoseOfEachAlone() {
        List<Learner> alone = DOMAINS.stream().map(Domain::fresh).toList();
        List<Learner> together = DOMAINS.stream().map(Domain::fresh).toList();
        for (int step = 0; step < 2; step++) {
            long before = calls();
            List<Learner.StepResult> shared = SharedStep.step(turns(together, step));
            assertThat(calls() - before).as("calls of the program").isEqualTo(1);
            for (int i = 0; i < DOMAINS.size(); i++) {
                Turn turn = DOMAINS.get(i).turn(alone.get(i), step);
                Learner.StepResult own = alone.get(i).step(turn.texts(), turn.labels(), turn.maskSeed());
                assertThat(shared.get(i).loss()).as("loss of %d", i).isCloseTo(own.loss(), within(SAME));
                assertThat(shared.get(i).gradientNorm())
                        .as("norm of %d", i)
                        .isCloseTo(own.gradientNorm(), within(SAME * Math.max(1, own.gradientNorm())));
                // what an AdamW step makes of a gradient near zero is its sign: the moments hold the gradients
                // themselves
                same(content(together.get(i)).first(), content(alone.get(i)).first(), i);
                assertThat(content(together.get(i)).progress())
                        .usingRecursiveComparison()
                        .isEqualTo(content(alone.get(i)).progress());
            }
        }
        alone.forEach(Learner::close);
        together.forEach(Learner::close);
    }

    @Test
    void whoSitsOutDoesNotMove() {
        List<Learner> learners =
                DOMAINS.subList(0, 4).stream().map(Domain::fresh).toList();
        SharedStep.step(turns(learners, 0));
        byte[] before = learners.get(1).state(Map.of());
        SharedStep.step(
                List.of(DOMAINS.get(0).turn(learners.get(0), 1), DOMAINS.get(3).turn(learners.get(3), 1)));
        assertThat(learners.get(1).state(Map.of())).isEqualTo(before);
        assertThat(content(learners.get(0)).progress().steps()).isEqualTo(2);
        assertThat(content(learners.get(1)).progress().steps()).isEqualTo(1);
        learners.forEach(Learner::close);
    }

    @Test
    void upperStepsAreSharedToo() {
        Domain small =
                new Domain(Settings.of(AdapterMethod.BIDORA).with("rank", 2).done(), 3, 3, FOUR);
        for (String how : List.of("first-order", "finite-difference", "exact", "unrolled")) {
            Domain large = new Domain(
                    Settings.of(AdapterMethod.BIDORA)
                            .with("bidora.hypergradient", how)
                            .done(),
                    2,
                    5,
                    FOUR);
            Domain other = new Domain(
                    Settings.of(AdapterMethod.BIDORA)
                            .with("bidora.hypergradient", how)
                            .with("rank", 3)
                            .done(),
                    3,
                    4,
                    FOUR);
            List<Domain> domains = List.of(large, small, other);
            List<Learner> alone = domains.stream().map(Domain::fresh).toList();
            List<Learner> together = domains.stream().map(Domain::fresh).toList();
            for (int i = 0; i < 3; i++) {
                Turn turn = domains.get(i).turn(alone.get(i), 0);
                alone.get(i).step(turn.texts(), turn.labels(), turn.maskSeed());
                together.get(i).step(turn.texts(), turn.labels(), turn.maskSeed());
            }
            List<UpperTurn> turns = IntStream.range(0, 3)
                    .mapToObj(i -> upper(domains.get(i), together.get(i)))
                    .toList();
            List<Learner.UpperResult> shared = SharedStep.upper(turns);
            for (int i = 0; i < 3; i++) {
                Learner.UpperResult own = SharedStep.upper(List.of(upper(domains.get(i), alone.get(i))))
                        .getFirst();
                assertThat(shared.get(i).loss()).isCloseTo(own.loss(), within(SAME));
                same(content(together.get(i)).first(), content(alone.get(i)).first(), i);
            }
            alone.forEach(Learner::close);
            together.forEach(Learner::close);
        }
    }

    private static UpperTurn upper(Domain domain, Learner learner) {
        Turn turn = domain.turn(learner, 1);
        Turn held = domain.turn(learner, 2);
        return new UpperTurn(learner, turn.texts(), turn.labels(), held.texts(), held.labels(), 5);
    }

    @Test
    void oneLearnerTwiceInAStepIsRefused() {
        try (Learner learner = DOMAINS.getFirst().fresh()) {
            List<Turn> twice = List.of(
                    DOMAINS.getFirst().turn(learner, 0), DOMAINS.getFirst().turn(learner, 1));
            assertThatThrownBy(() -> SharedStep.step(twice))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("different learners");
        }
    }

    private static long calls() {
        return OneBase.BASE.encoder().program().calls();
    }

    private static List<Turn> turns(List<Learner> learners, int step) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < learners.size(); i++) {
            turns.add(DOMAINS.get(i).turn(learners.get(i), step));
        }
        return turns;
    }

    private static StateFile.Content content(Learner learner) {
        return StateFile.read(OneBase.BASE.encoder().geometry(), learner.state(Map.of()));
    }

    private static void same(List<float[]> actual, List<float[]> expected, int domain) {
        for (int tensor = 0; tensor < actual.size(); tensor++) {
            float[] numbers = actual.get(tensor);
            double largest = 0;
            for (int i = 0; i < numbers.length; i++) {
                largest = Math.max(largest, Math.abs(numbers[i] - expected.get(tensor)[i]));
            }
            assertThat(largest).as("domain %d tensor %d", domain, tensor).isLessThan(SAME);
        }
    }
}
