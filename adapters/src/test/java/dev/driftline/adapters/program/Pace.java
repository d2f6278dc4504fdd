package dev.driftline.adapters.program;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** AdamW's numbers that depend on counts of steps (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2), as the program wants them. */
final class Pace {
    private Pace() {}

    /** What decay leaves, the second moment's correction, and minus the rate over the first moment's. */
    static double[] of(double rate, double decay, double t) {
        return new double[] {1 - rate * decay, Math.sqrt(1 - Math.pow(0.999, t)), -rate / (1 - Math.pow(0.9, t))};
    }

    /** The same of a head's rows. */
    static List<Tensor> of(Scope scope, DoubleUnaryOperator rate, double decay, double... counts) {
        return List.of(
                tensor(scope, rate, decay, 0, counts),
                tensor(scope, rate, decay, 1, counts),
                tensor(scope, rate, decay, 2, counts));
    }

    private static Tensor tensor(Scope scope, DoubleUnaryOperator rate, double decay, int which, double[] counts) {
        double[] numbers = Arrays.stream(counts)
                .map(t -> of(rate.applyAsDouble(t), decay, t)[which])
                .toArray();
        return scope.doubles(numbers, counts.length);
    }
}
