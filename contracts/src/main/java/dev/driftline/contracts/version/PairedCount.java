package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/** Candidate and champion on the same examples: how often both, one alone, or neither was right. */
public record PairedCount(int bothRight, int candidateOnly, int championOnly, int neither) {
    public PairedCount {
        unless(
                Math.min(Math.min(bothRight, candidateOnly), Math.min(championOnly, neither)) >= 0,
                "outcomes",
                "must be 0 or more");
    }

    public int total() {
        return bothRight + candidateOnly + championOnly + neither;
    }

    public int candidateRight() {
        return bothRight + candidateOnly;
    }

    public int championRight() {
        return bothRight + championOnly;
    }
}
