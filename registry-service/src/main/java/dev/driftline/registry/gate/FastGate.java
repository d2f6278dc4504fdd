package dev.driftline.registry.gate;

import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.VersionRef;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gate {@code fast}: promote unless the evidence shows a regression. Newest half of the exam: exact one-sided McNemar
 * at 5 %. Reservoir half: blocks when it forgot more than 10 points. A pure function.
 */
final class FastGate {
    static final double LEVEL = 0.05;
    static final double FORGETTING_MARGIN = 0.10;
    /** A smaller sample judges nobody: one answer would move it by more than three points. */
    static final int ENOUGH = 32;

    private FastGate() {}

    static Decision decide(boolean held, @Nullable VersionRef champion, Evidence evidence) {
        if (held) {
            return new Decision(false, "held: nothing is promoted until a release");
        }
        if (champion == null) {
            return first(evidence);
        }
        if (!Objects.equals(evidence.champion(), champion.version())) {
            String compared = evidence.champion() == null ? "no champion" : "version " + evidence.champion();
            return new Decision(
                    false,
                    "examined beside " + compared + ", but version " + champion.version()
                            + " is live: that shows nothing about these two, and the champion stays");
        }
        return beside(champion.version(), evidence);
    }

    private static Decision first(Evidence evidence) {
        int size = evidence.examSize();
        if (size < ENOUGH) {
            return new Decision(
                    true,
                    "first version: the exam holds " + size + " examples, fewer than " + ENOUGH
                            + ", and judges nobody yet");
        }
        int right = evidence.candidateRight();
        int frequent = evidence.mostFrequentRight();
        String numbers = right + " of " + size + " right on the exam, the most frequent label " + frequent;
        return right > frequent
                ? new Decision(true, "first version, better than the most frequent label: " + numbers)
                : new Decision(false, "not better than the most frequent label: " + numbers);
    }

    private static Decision beside(int champion, Evidence evidence) {
        PairedCount newest = evidence.newest();
        PairedCount reservoir = evidence.reservoir();
        double chance = SignTest.chanceOfAtLeast(newest.championOnly(), newest.candidateOnly());
        String numbers = String.format(
                Locale.ROOT,
                "newest %d of %d right, version %d %d (gained %d, lost %d, p %.3f); reservoir %d of %d, version %d %d",
                newest.candidateRight(),
                newest.total(),
                champion,
                newest.championRight(),
                newest.candidateOnly(),
                newest.championOnly(),
                chance,
                reservoir.candidateRight(),
                reservoir.total(),
                champion,
                reservoir.championRight());
        if (chance <= LEVEL) {
            return new Decision(false, "worse on the newest examples: " + numbers);
        }
        if (forgotTooMuch(reservoir)) {
            return new Decision(false, "forgot more than 10 points: " + numbers);
        }
        return new Decision(true, "no regression shown: " + numbers);
    }

    private static boolean forgotTooMuch(PairedCount reservoir) {
        int lost = reservoir.championRight() - reservoir.candidateRight();
        return reservoir.total() >= ENOUGH && lost > FORGETTING_MARGIN * reservoir.total();
    }
}
