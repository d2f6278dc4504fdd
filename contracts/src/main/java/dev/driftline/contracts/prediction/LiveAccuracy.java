package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/**
 * How a version's answers fared in the eyes of those who sent feedback, since this service started.
 *
 * @param accuracy share of right ones
 */
public record LiveAccuracy(int version, long right, long wrong, double accuracy) {
    public LiveAccuracy {
        unless(right >= 0 && wrong >= 0 && right + wrong > 0, "right", "must be counted, or wrong");
    }

    public static LiveAccuracy of(int version, long right, long wrong) {
        return new LiveAccuracy(version, right, wrong, (double) right / (right + wrong));
    }
}
