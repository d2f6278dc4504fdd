package dev.driftline.testkit;

import java.util.Random;

/** Runs a property many times, each with its own chance, and names the seed with which it fails. */
public final class Seeds {
    private Seeds() {}

    /** What must hold whatever {@code random} draws. */
    public interface Property {
        void holds(Random random) throws Exception;
    }

    /** Checks {@code property} with the seeds 1..{@code most}. */
    public static void upTo(int most, Property property) {
        for (int seed = 1; seed <= most; seed++) {
            with(seed, property);
        }
    }

    /** Checks {@code property} with one seed: the one that a failure named. */
    public static void with(int seed, Property property) {
        try {
            property.holds(new Random(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("fails with seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
