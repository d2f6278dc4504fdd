package dev.driftline.serving.predict;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Duration;

/**
 * How much goes into one call of the engine, and how much may wait for it.
 *
 * @param texts in a call
 * @param tokens in a call, padding included; a single text may have more
 * @param waiting texts that wait at most
 * @param linger how long a call is held back for more texts while others come; when nobody came lately it is not
 */
record BatchLimits(int texts, int tokens, int waiting, Duration linger) {
    BatchLimits {
        unless(texts >= 1, "driftline.serving.answers.batch-texts", "must be 1 or more");
        unless(tokens >= 1, "driftline.serving.answers.batch-tokens", "must be 1 or more");
        unless(waiting >= 1, "driftline.serving.answers.queue", "must be 1 or more");
        unless(!linger.isNegative(), "driftline.serving.answers.linger", "must not be negative");
    }

    /** These, with no more than {@code most} texts in a call. */
    BatchLimits sharing(int most) {
        return new BatchLimits(Math.min(most, texts), tokens, waiting, linger);
    }
}
