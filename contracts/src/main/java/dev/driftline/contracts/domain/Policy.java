package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a domain learns, when a version goes live and when it had better not answer.
 *
 * @param windowCount accepted examples after which a window is due
 * @param windowAge time since a window's first example after which it is due; null: count alone
 * @param abstainBelow an answer whose best score is below it abstains; null: none does
 */
public record Policy(
        int windowCount,
        @Nullable Duration windowAge,
        Gate gate,
        @Nullable Double abstainBelow) {
    private static final Duration MAX_AGE = Duration.ofDays(30);
    public static final Policy DEFAULT = new Policy(64, Duration.ofSeconds(2), Gate.FAST);
    private static final int MAX_COUNT = 4096;

    public Policy {
        unless(windowCount >= 1 && windowCount <= MAX_COUNT, "windowCount", "must lie in 1.." + MAX_COUNT);
        unless(
                windowAge == null || (windowAge.isPositive() && windowAge.compareTo(MAX_AGE) <= 0),
                "windowAge",
                "must be positive and at most " + MAX_AGE.toDays() + " days, or absent for none");
        unless(
                abstainBelow == null || (abstainBelow > 0 && abstainBelow <= 1),
                "abstainBelow",
                "must be more than 0 and at most 1, or absent for never");
    }

    /** One that never abstains. */
    public Policy(int windowCount, @Nullable Duration windowAge, Gate gate) {
        this(windowCount, windowAge, gate, null);
    }
}
