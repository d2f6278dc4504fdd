package dev.driftline.benchmarks.plan;

import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.contracts.wire.Digest;

/**
 * What every run's outcome depends on, beside the run itself.
 *
 * @param code of the programs and classes that train and measure
 * @param train of the training file
 * @param test of the test file
 * @param labelled examples in a sample
 * @param base of the frozen weights
 */
public record Setup(
        Digest code,
        Digest train,
        Digest test,
        int labelled,
        Allotment sample,
        int steps,
        Digest base,
        String libtorch,
        String device,
        int threads) {}
