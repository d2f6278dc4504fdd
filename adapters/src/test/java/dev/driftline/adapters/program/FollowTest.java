package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
            double slope = Numbers.end(numbers.examples(numbers.weights(call), scope, true))
                    .train(scope)
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
                Call lower = numbers.examples(numbers.weights(program.call("step")), scope, false);
                numbers.stepLower(Numbers.end(lower), scope, step);
                Call upper =
                        numbers.examples(numbers.weights(program.call("upper").whole(how)), scope, true);
                numbers.stepUpper(Numbers.end(upper), scope, step);
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
            Tensor weight = scope.doubles(new double[] {1}, 1, 1);
            base = List.of(one(scope, 0), one(scope, 0), one(scope, 0), one(scope, 0), weight, weight, weight);
            fixed = List.of(one(scope, 0), one(scope, 0), one(scope, 0), one(scope, 0), one(scope, 1), one(scope, 0));
            train = all(scope, BEGUN, V);
            first = all(scope, 0, 0);
            second = all(scope, 0, 0);
        }

        private static List<Tensor> all(Scope scope, double m, double v) {
            return List.of(
                    one(scope, 0), one(scope, 0), one(scope, m), scope.doubles(new double[] {0}, 1, 1), one(scope, v));
        }

        private static Tensor one(Scope scope, double number) {
            return scope.doubles(new double[] {number}, 1);
        }

        private Call weights(Call call) {
            return call.tensors(base)
                    .tensors(List.of())
                    .tensors(fixed)
                    .tensors(train.subList(0, 3))
                    .tensors(train.subList(3, 5));
        }

        private Call examples(Call call, Scope scope, boolean held) {
            long[] plan = {4, 1, 0, 0, 1};
            call.tensors(List.of(scope.doubles(new double[0], 0)))
                    .tensors(List.of())
                    .wholes(plan);
            if (held) {
                call.tensors(List.of(one(scope, GOAL))).tensors(List.of()).wholes(plan);
            }
            return call;
        }

        private static Call end(Call call) {
            return call.reals(1, 1, 0, 0, 1, 1, 0.01, 1e-2).whole(1).real(1e-12).wholes(Rig.KEYS);
        }

        private void stepLower(Call call, Scope scope, int step) {
            double[] still = Pace.of(0, 0, step);
            call.tensors(train.subList(0, 2))
                    .tensors(first.subList(0, 2))
                    .tensors(second.subList(0, 2))
                    .reals(still[0], still[1], still[2], still[0], still[1], still[2])
                    .tensors(first.subList(3, 5))
                    .tensors(second.subList(3, 5))
                    .tensors(Pace.of(scope, t -> 0.05, 0, step))
                    .train(scope);
        }

        private void stepUpper(Call call, Scope scope, int step) {
            call.tensors(train.subList(2, 3))
                    .tensors(first.subList(2, 3))
                    .tensors(second.subList(2, 3))
                    .reals(Pace.of(0.02, 0, step))
                    .train(scope);
        }
    }
}
