package dev.driftline.adapters.learner;

import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * What depends on counts of steps: AdamW's rates (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2), the bias corrections of its moments,
 * and those of the average; in float64 on the heap.
 * Each row of the head has its own, by its own count; for a row that never took part any number does, since nothing there moves.
 */
final class Corrections {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;

    private Corrections() {}

    /** Three numbers for each of an adapter's {@code count} tensors. */
    static double[] adapter(Progress progress, MethodSettings settings, int count) {
        double rate = settings.pace((double) progress.steps()) * settings.rate();
        double[] pace = new double[count * 3];
        for (int tensor = 0; tensor < count; tensor++) {
            double own = isExpand(settings.method(), tensor) ? rate * settings.expandRatio() : rate;
            put(pace, tensor, own, settings.decay(), (double) progress.steps());
        }
        return pace;
    }

    /** Whether it is B. */
    private static boolean isExpand(AdapterMethod method, int tensor) {
        return switch (method) {
            case HEAD, EDORA -> false;
            case LORA, DORA, BIDORA -> tensor == 1;
        };
    }

    /** The same of BiDoRA's magnitudes, on a level of their own. */
    static double[] magnitudes(Progress progress, MethodSettings settings, int count) {
        BidoraSettings levels = Objects.requireNonNull(settings.bidora());
        double rate = settings.pace((double) progress.steps()) * levels.magnitudeRate();
        double[] pace = new double[count * 3];
        for (int tensor = 0; tensor < count; tensor++) {
            put(pace, tensor, rate, levels.magnitudeDecay(), (double) progress.upperSteps());
        }
        return pace;
    }

    private static void put(double[] pace, int tensor, double rate, double decay, double t) {
        pace[tensor * 3] = narrow(keep(rate, decay));
        pace[tensor * 3 + 1] = narrow(root(t));
        pace[tensor * 3 + 2] = narrow(reach(rate, t));
    }

    /** As the tensors have it: beyond their range is infinite, where libtorch would refuse the number. */
    private static double narrow(double number) {
        return (float) number;
    }

    /** The same for the rows of a head, each by its own count: three tensors (labels). */
    static List<Tensor> tops(Scope scope, Progress progress, MethodSettings settings) {
        double warm = settings.pace((double) progress.steps());
        DoubleUnaryOperator rate = t -> warm * settings.headRateAt(t);
        return List.of(
                tensor(scope, t -> keep(rate.applyAsDouble(t), settings.decay()), progress.headSteps()),
                tensor(scope, Corrections::root, progress.headSteps()),
                tensor(scope, t -> reach(rate.applyAsDouble(t), t), progress.headSteps()));
    }

    /** What decoupled decay leaves of a weight. */
    private static double keep(double rate, double decay) {
        return 1 - rate * decay;
    }

    /** Corrects the root of the second moment. */
    private static double root(double t) {
        return Math.sqrt(1 - StrictMath.pow(SECOND, t));
    }

    /** Minus the rate, with the first moment's correction. */
    private static double reach(double rate, double t) {
        return -rate / (1 - StrictMath.pow(FIRST, t));
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
