package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/**
 * What BiDoRA needs beside the settings of every method (Qin, Zhang, Xie, arXiv 2410.09758).
 *
 * @param secondTerm factor of the second term of the hypergradients {@code finite-difference} and {@code exact}: 1 in the paper's
 *     code, the lower level's rate in DARTS
 * @param magnitudeRate AdamW's rate for the magnitudes
 * @param magnitudeDecay AdamW's decoupled weight decay for them
 * @param validation what the upper level looks at
 * @param split share of the examples, of each label, that the lower level learns from; the others are the upper level's
 * @param orthogonality factor of the lower level's orthogonality term; 0 leaves it out
 * @param retrain whether A, B and head learn once more from where they began, on all examples, with the magnitudes found
 * @param guard mean |m / m0 - 1| of the base's row norms m0 beyond which the upper level moves no further; .005 to .04 is healthy
 */
public record BidoraSettings(
        Hypergradient hypergradient,
        double secondTerm,
        double magnitudeRate,
        double magnitudeDecay,
        Validation validation,
        double split,
        double orthogonality,
        boolean retrain,
        double guard) {

    /** What learned as well as the paper's in few-label runs, in half the time. */
    public static final BidoraSettings FAST =
            new BidoraSettings(Hypergradient.FIRST_ORDER, 1, 1e-3, 0, Validation.SPLIT, 0.8, 0, true, 0.1);

    /** As the paper and its code do it, but for the rates, which are searched anew. */
    public static final BidoraSettings PAPER =
            new BidoraSettings(Hypergradient.FINITE_DIFFERENCE, 1, 1e-3, 0, Validation.SPLIT, 0.8, 1e-5, true, 0.1);

    public BidoraSettings {
        unless(secondTerm >= 0 && Double.isFinite(secondTerm), "secondTerm", "must be a number, 0 or more");
        unless(magnitudeRate >= 0 && Double.isFinite(magnitudeRate), "magnitudeRate", "must be a number, 0 or more");
        unless(magnitudeDecay >= 0 && magnitudeDecay < 1, "magnitudeDecay", "must lie in [0, 1)");
        unless(split > 0 && split < 1, "split", "must lie between 0 and 1");
        unless(orthogonality >= 0 && Double.isFinite(orthogonality), "orthogonality", "must be a number, 0 or more");
        unless(guard > 0 && Double.isFinite(guard), "guard", "must be a positive number");
    }
}
