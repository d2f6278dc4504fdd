package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bilevel problem with a closed form (see follow.py.txt): the lower level's answer is v = m, so the held-out loss is least at m = goal,
 * and the hypergradient is v - goal. It comes from the mixed term alone: to the first order m has no reason to move.
 */
class FollowTest {
    private static final double GOAL = 1.7;
    private static final double BEGUN = 1;
    private static final int FIRST_ORDER = 0;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theMagnitudeFollowsToWhereTheClosedFormPutsIt(int how) {
        assertThat(magnitudeAfter(400, how)).isCloseTo(GOAL, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itsFirstHypergradientIsTheClosedForms(int how) {
        try (Program program = open("__torch__.probe");
                Scope scope = program.scope()) {
            Numbers numbers = new Numbers(scope);
            Call call = program.call("hypergradient").whole(how);
            call.tensors(numbers.base).tensors(numbers.fixed).tensors(numbers.train);
            double slope = numbers.rest(numbers.examples(call, scope, true), scope, 0)
                    .get(1)
                    .doubles()[0];
            // unrolled, v has made its step of rate 1 to m before the held-out loss looks
            double v = how == 3 ? BEGUN : Numbers.V;
            assertThat(slope).isCloseTo(v - GOAL, within(1e-9));
        }
    }

    @Test
    void withoutTheMixedTermItStaysWhereItBegan() {
        assertThat(magnitudeAfter(50, FIRST_ORDER)).isEqualTo(BEGUN);
    }

    private static double magnitudeAfter(int iterations, int how) {
        try (Program program = open("__torch__");
                Scope scope = program.scope()) {
            Numbers numbers = new Numbers(scope);
            for (int step = 1; step <= iterations; step++) {
                numbers.rest(numbers.examples(numbers.moving(program.call("lower")), scope, false), scope, step);
                Call upper = numbers.moving(program.call("upper").whole(how));
                numbers.rest(numbers.examples(upper, scope, true), scope, step);
            }
            return numbers.train.get(2).doubles()[0];
        }
    }

    private static Program open(String root) {
        Stream<Archive.Text> texts = Archive.PROGRAM.stream()
                .map(text -> text.module().equals("__torch__.objective")
                        ? new Archive.Text(text.module(), "follow.py.txt")
                        : text);
        List<Archive.Text> all = new ArrayList<>(texts.toList());
        all.add(new Archive.Text("__torch__.probe", "probe.py.txt"));
        return Program.open("cpu", 1, Archive.of(all, root));
    }

    /** One site of one number, and a head of one label. */
    private static final class Numbers {
        private static final double V = 0.4;

        private final List<Tensor> base;
        private final List<Tensor> fixed;
        private final List<Tensor> train;
        private final List<Tensor> first;
        private final List<Tensor> second;

        private Numbers(Scope scope) {
            base = List.of(
                    one(scope, 0), one(scope, 0), one(scope, 0), one(scope, 0), scope.doubles(new double[] {1}, 1, 1));
            fixed = List.of(one(scope, 0), one(scope, 0), one(scope, 0), one(scope, 0), one(scope, 1));
            train = all(scope, BEGUN, V);
            first = all(scope, 0, 0);
            second = all(scope, 0, 0);
        }

        private static List<Tensor> all(Scope scope, double m, double v) {
            return List.of(
                    scope.doubles(new double[] {0}, 1, 1),
                    scope.doubles(new double[] {0}, 1, 1, 1),
                    one(scope, m),
                    scope.doubles(new double[] {0}, 1, 1),
                    one(scope, v));
        }

        private static Tensor one(Scope scope, double number) {
            return scope.doubles(new double[] {number}, 1);
        }

        private Call moving(Call call) {
            return call.tensors(base)
                    .tensors(fixed)
                    .tensors(train)
                    .tensors(first)
                    .tensors(second);
        }

        private Call examples(Call call, Scope scope, boolean held) {
            List<Tensor> goal = List.of(one(scope, 0), one(scope, 0));
            call.tensors(List.of(scope.doubles(new double[0], 0))).tensors(goal);
            if (held) {
                call.tensors(List.of(one(scope, GOAL))).tensors(goal);
            }
            return call;
        }

        /** @param step of AdamW; 0: the call takes no step */
        private List<Tensor> rest(Call call, Scope scope, int step) {
            if (step > 0) {
                List<Tensor> pace = new ArrayList<>();
                for (double rate : new double[] {0, 0, 0.02, 0.05}) {
                    pace.addAll(Pace.of(scope, t -> rate, 0, step));
                }
                call.tensors(pace);
            }
            return call.reals(Map.of(
                            "guard", 9.0,
                            "scale", 1.0,
                            "dropout", 0.0,
                            "clip", 1.0,
                            "second", 1.0,
                            "orthogonality", 0.0,
                            "lower_rate", 1.0,
                            "reach", 0.01,
                            "floor", 1e-2))
                    .whole(1)
                    .real(1e-12)
                    .wholes(Rig.KEYS)
                    .train(scope);
        }
    }
}
