package dev.driftline.benchmarks.plan;

import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;

/**
 * One training run.
 *
 * @param word the contender's
 * @param number from which the seeds follow
 * @param fold of a search, that is held; −1: no search, the test file is asked
 * @param folds of a search; 0: none
 */
public record Cell(String word, MethodSettings settings, long number, int fold, int folds) {
    static Cell search(String word, MethodSettings settings, long number, int fold, int folds) {
        return new Cell(word, settings, number, fold, folds);
    }

    static Cell compared(String word, MethodSettings settings, long number) {
        return new Cell(word, settings, number, -1, 0);
    }

    public boolean searching() {
        return folds > 0;
    }

    /** Whether all of a copy of the base is trained, and no adapter. */
    public boolean full() {
        return Contender.isFull(word);
    }

    /** Names the run by all that its outcome depends on: whatever of that changes, it is another run. */
    public Digest key(Setup setup) {
        return Digest.of(Json.bytes(new Named(setup, this)));
    }

    private record Named(Setup setup, Cell cell) {}

    /** For people. */
    public String title() {
        return searching()
                ? word + " search rate " + settings.rate() + " head " + settings.headRate() + " fold " + (fold + 1)
                        + " of " + folds
                : word + " seed " + number;
    }
}
