package dev.driftline.contracts.window;

import java.util.ArrayList;
import java.util.List;

/** A stretch that no version of the trunk has learned, and why. */
public record Exclusion(Interval interval, String reason) {
    /** So many stretches are told apart; the ledger holds an entry of its own for each. */
    private static final int MOST_TOLD_APART = 32;

    private static final String SEVERAL = "for several reasons, which the ledger's entries name";

    /**
     * {@code all} and the next. One that goes on where the last ended, for the same reason or after very many, makes the last one
     * longer: a domain whose every window fails must not grow its state.
     */
    public static List<Exclusion> append(List<Exclusion> all, Exclusion next) {
        List<Exclusion> longer = new ArrayList<>(all);
        if (!all.isEmpty() && next.interval().continues(all.getLast().interval())) {
            Exclusion last = all.getLast();
            boolean alike = last.reason().equals(next.reason());
            if (alike || all.size() >= MOST_TOLD_APART) {
                longer.set(
                        all.size() - 1,
                        new Exclusion(last.interval().until(next.interval().to()), alike ? last.reason() : SEVERAL));
                return longer;
            }
        }
        longer.add(next);
        return longer;
    }
}
