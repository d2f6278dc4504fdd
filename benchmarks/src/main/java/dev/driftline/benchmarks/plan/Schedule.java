package dev.driftline.benchmarks.plan;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/**
 * How long every run trains, whatever its method.
 *
 * @param epochs passes over the labelled examples
 * @param steps of the optimiser in all; a run that learns from a part of the examples takes as many
 */
public record Schedule(int epochs, int steps) {
    public static final int BATCH = 32;
    private static final int USUAL_STEPS = 84;
    private static final int LEAST_EPOCHS = 8;
    private static final int MOST_EPOCHS = 1_000;
    private static final double WARM = 0.06;

    /** @param epochs 0: about 84 steps, but 8 epochs at least */
    public static Schedule of(int labelled, int epochs) {
        unless(
                epochs >= 0 && epochs <= MOST_EPOCHS,
                "--epochs",
                "must lie in 1.." + MOST_EPOCHS + ", or be 0 for the default");
        int batches = Math.ceilDiv(labelled, BATCH);
        int passes = epochs > 0 ? epochs : Math.max(LEAST_EPOCHS, Math.round((float) USUAL_STEPS / batches));
        return new Schedule(passes, passes * batches);
    }

    /** Steps over which the rates rise. */
    int warmup() {
        return Math.max(1, (int) Math.round(WARM * steps));
    }

    /** The step at which the rates would be nothing: the one behind the last, so that the last still moves something. */
    int horizon() {
        return steps + 1;
    }
}
