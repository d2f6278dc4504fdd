package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole steps against AdamW written anew in plain Java from the paper (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2) with clipping
 * by the global norm. libtorch may drop in-place operators in silence, so every tensor is checked to move to where the other puts it.
 */
class AdamWTest {
    /** Of A or R, of B, of m. */
    private static final double[] RATES = {3e-3, 5e-3, 2e-3};

    private static final double HEAD_RATE = 1e-2;
    private static final double HEAD_TIMESCALE = 4;
    private static final double DECAY = 0.1;
    private static final double CLIP = 0.5;
    private static final int STEPS = 6;

    /** Steps that each label has behind it when the test's first step begins; the last was never trained. */
    private static final int[] HEAD_START = {9, 0, 3, -1};

    private static final int START = 9;

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void everyTensorMovesToWhereAnIndependentAdamWPutsIt(int method) {
        try (Rig rig = new Rig(method, 0);
                Program program = Program.open("cpu", 1);
                Scope scope = program.scope()) {
            List<Values> zeros = rig.trained.stream()
                    .map(one -> new Values(new double[one.numbers().length], one.shape()))
                    .toList();
            List<Tensor> train = TinyLine.in(scope, TinyLine.rows(method, rig.trained));
            List<Tensor> first = TinyLine.in(scope, TinyLine.rows(method, zeros));
            List<Tensor> second = TinyLine.in(scope, TinyLine.rows(method, zeros));
            List<Values> expected = copy(rig.trained);
            List<Values> m = copy(zeros);
            List<Values> v = copy(zeros);
            for (int step = 1; step <= STEPS; step++) {
                double norm = reference(method, rig.gradients(expected), expected, m, v, step);
                List<Tensor> out = step(rig, program, scope, method, List.of(train, first, second), step);
                assertThat(out.get(1).doubles()[0]).isCloseTo(norm, within(1e-9));
            }
            same(TinyLine.apart(method, train, expected), expected);
            same(TinyLine.apart(method, first, expected), m);
            same(TinyLine.apart(method, second, expected), v);
            for (int tensor = 0; tensor < expected.size(); tensor++) {
                assertThat(expected.get(tensor).numbers())
                        .isNotEqualTo(rig.trained.get(tensor).numbers());
            }
        }
    }

    private static void same(List<double[]> actual, List<Values> expected) {
        for (int tensor = 0; tensor < actual.size(); tensor++) {
            double[] numbers = actual.get(tensor);
            for (int i = 0; i < numbers.length; i++) {
                assertThat(numbers[i])
                        .as("tensor %d place %d", tensor, i)
                        .isCloseTo(expected.get(tensor).numbers()[i], within(1e-11));
            }
        }
    }

    private static List<Tensor> step(
            Rig rig, Program program, Scope scope, int method, List<List<Tensor>> moved, int step) {
        OneSlot slot =
                new OneSlot(method, rig.base, rig.fixed, moved.getFirst(), TinyLine.words(scope), TinyLine.TEXTS);
        double[] heads = new double[HEAD_START.length];
        Arrays.setAll(heads, row -> count(row, step));
        return slot.step(
                program,
                scope,
                TinyLine.goal(scope),
                TinyLine.conf(TinyLine.SCALE, CLIP, 0),
                moved.subList(1, 3),
                IntStream.range(0, moved.getFirst().size() - 2)
                        .mapToObj(tensor -> Pace.of(RATES[kind(method, tensor)], DECAY, START + step))
                        .flatMapToDouble(Arrays::stream)
                        .toArray(),
                Pace.of(scope, AdamWTest::headRate, DECAY, heads));
    }

    private static double headRate(double t) {
        return HEAD_RATE / Math.sqrt(1 + t / HEAD_TIMESCALE);
    }

    private static double count(int row, int step) {
        return HEAD_START[row] < 0 ? 1 : HEAD_START[row] + step;
    }

    /** Moves the expected numbers; returns the gradient's norm before clipping. */
    private static double reference(
            int method, List<double[]> gradients, List<Values> x, List<Values> m, List<Values> v, int step) {
        double square = 0;
        for (double[] gradient : gradients) {
            for (double g : gradient) {
                square += g * g;
            }
        }
        double norm = Math.sqrt(square);
        double shrink = Math.min(1, CLIP / (norm + 1e-6));
        for (int tensor = 0; tensor < x.size(); tensor++) {
            boolean head = tensor >= x.size() - 2;
            double[] own = x.get(tensor).numbers();
            double[] mean = m.get(tensor).numbers();
            double[] spread = v.get(tensor).numbers();
            for (int i = 0; i < own.length; i++) {
                double g = gradients.get(tensor)[i] * shrink;
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                spread[i] = 0.999 * spread[i] + 0.001 * g * g;
                double t = head ? count(i / (own.length / TinyLine.LABELS), step) : START + step;
                double rate = head ? headRate(t) : RATES[kind(method, tensor)];
                double unbiased = mean[i] / (1 - Math.pow(0.9, t));
                double size = Math.sqrt(spread[i] / (1 - Math.pow(0.999, t))) + 1e-8;
                own[i] -= rate * (unbiased / size + DECAY * own[i]);
            }
        }
        return norm;
    }

    /** 0 A or R, 1 B, 2 m, by the order in which each site's tensors lie. */
    private static int kind(int method, int tensor) {
        return switch (method) {
            case 1 -> tensor % 2;
            case 2 -> tensor % 3;
            default -> tensor % 2 * 2;
        };
    }

    private static List<Values> copy(List<Values> values) {
        List<Values> copy = new ArrayList<>();
        values.forEach(one -> copy.add(new Values(one.numbers().clone(), one.shape())));
        return copy;
    }
}
