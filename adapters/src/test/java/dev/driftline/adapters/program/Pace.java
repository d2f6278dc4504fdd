package dev.driftline.adapters.program;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** AdamW's numbers that depend on counts of steps (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2), as the program wants them. */
final class Pace {
    private Pace() {}

    static List<Tensor> of(Scope scope, DoubleUnaryOperator rate, double decay, double... counts) {
        return List.of(
                tensor(scope, t -> 1 - Math.pow(0.9, t), counts),
                tensor(scope, t -> Math.sqrt(1 - Math.pow(0.999, t)), counts),
                tensor(scope, rate, counts),
                tensor(scope, t -> decay * rate.applyAsDouble(t), counts));
    }

    private static Tensor tensor(Scope scope, DoubleUnaryOperator law, double[] counts) {
        return scope.doubles(Arrays.stream(counts).map(law).toArray(), counts.length);
    }
}
