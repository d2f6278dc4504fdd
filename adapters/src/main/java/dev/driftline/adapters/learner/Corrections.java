package dev.driftline.adapters.learner;

import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * What depends on counts of steps: AdamW's rates, the bias corrections of its moments, and those of the average; in float64 on the heap.
 * Each row of the head has its own, by its own count; for a row that never took part any number does, since nothing there moves.
 */
final class Corrections {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;

    private Corrections() {}

    /** 1 − 0.9^t, sqrt(1 − 0.999^t), the rate, and the rate times the decay: of A or R, of B, of m (1 each), and of the head (labels). */
    static List<Tensor> steps(Scope scope, Progress progress, MethodSettings settings) {
        double warm = settings.pace((double) progress.steps());
        double rate = warm * settings.rate();
        List<Tensor> reduce = pace(scope, t -> rate, settings.decay(), progress.steps());
        List<Tensor> expand = pace(scope, t -> rate * settings.expandRatio(), settings.decay(), progress.steps());
        BidoraSettings levels = settings.bidora();
        List<Tensor> magnitudes = levels == null
                ? reduce
                : pace(scope, t -> warm * levels.magnitudeRate(), levels.magnitudeDecay(), progress.upperSteps());
        List<Tensor> head = pace(scope, t -> warm * settings.headRateAt(t), settings.decay(), progress.headSteps());
        return Stream.of(reduce, expand, magnitudes, head).flatMap(List::stream).toList();
    }

    private static List<Tensor> pace(Scope scope, DoubleUnaryOperator rate, double decay, long... counts) {
        return List.of(
                tensor(scope, t -> 1 - StrictMath.pow(FIRST, t), counts),
                tensor(scope, t -> Math.sqrt(1 - StrictMath.pow(SECOND, t)), counts),
                tensor(scope, rate, counts),
                tensor(scope, t -> rate.applyAsDouble(t) * decay, counts));
    }

    /**
     * The share of the raw weights in the next average, of the adapter (1) and of the head (labels): exactly 1 at the first fold.
     *
     * @param averaging share of the past in the average, before correction
     */
    static List<Tensor> folds(Scope scope, Progress progress, double averaging) {
        DoubleUnaryOperator share = t -> (1 - averaging) / (1 - StrictMath.pow(averaging, t));
        return List.of(tensor(scope, share, progress.folds()), tensor(scope, share, progress.headFolds()));
    }

    private static Tensor tensor(Scope scope, DoubleUnaryOperator law, long... counts) {
        float[] numbers = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            numbers[i] = (float) law.applyAsDouble((double) Math.max(1, counts[i]));
        }
        return scope.floats(numbers, counts.length);
    }
}
