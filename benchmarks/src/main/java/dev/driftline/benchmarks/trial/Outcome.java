package dev.driftline.benchmarks.trial;

import dev.driftline.benchmarks.plan.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * What one run measured.
 *
 * @param asked texts that were asked: of the test file, or of a search's held fold
 * @param accuracy share of them that was answered rightly
 * @param loss mean cross entropy on them, in nats
 * @param trainAccuracy share of the examples learned from that is answered rightly
 * @param trained numbers that were trained: of the adapter, or by full fine-tuning of the encoder
 * @param headTrained numbers of the head
 * @param seconds of training alone, on the wall's clock
 * @param peakMegabytes most memory that the process held while it trained; absent where the system does not tell
 * @param restMegabytes what it held just before
 * @param answerMillis the median of single texts, one after the other; absent for a search
 * @param drift mean |m / m0 − 1| where BiDoRA's search for magnitudes ended; 0 for every other method
 */
public record Outcome(
        Seeds seeds,
        int asked,
        double accuracy,
        double loss,
        double trainAccuracy,
        int trained,
        int headTrained,
        double seconds,
        @Nullable Double peakMegabytes,
        @Nullable Double restMegabytes,
        @Nullable Double answerMillis,
        double drift) {}
