package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import org.jspecify.annotations.Nullable;

/**
 * How a candidate did on the exam, beside the champion of that moment.
 *
 * @param champion the champion's version; null when there was none, and then its answers count as wrong
 * @param newest outcomes on the newest half of the exam, by which promotion is judged
 * @param reservoir outcomes on the reservoir half, which tells of forgetting
 * @param mostFrequentRight how many of all exam examples the most frequent label of the exam gets right
 */
public record Evidence(@Nullable Integer champion, PairedCount newest, PairedCount reservoir, int mostFrequentRight) {
    public Evidence {
        unless(
                mostFrequentRight >= 0 && mostFrequentRight <= newest.total() + reservoir.total(),
                "mostFrequentRight",
                "must not pass the exam's size");
    }

    public int examSize() {
        return newest.total() + reservoir.total();
    }

    public int candidateRight() {
        return newest.candidateRight() + reservoir.candidateRight();
    }

    public int championRight() {
        return newest.championRight() + reservoir.championRight();
    }
}
