package dev.driftline.cli.bench;

import dev.driftline.cli.client.ServingClient;
import java.util.Locale;

/** How often serving found an adapter in memory, and how often it had to load one first. */
record Residency(long hits, long misses) {
    private static final String COUNTER = "driftline_serving_residency_total";

    /** Since that serving started. */
    static Residency of(ServingClient serving) {
        return new Residency(
                (long) serving.metric(COUNTER, "outcome=\"hit\""), (long) serving.metric(COUNTER, "outcome=\"miss\""));
    }

    Residency since(Residency before) {
        return new Residency(hits - before.hits, misses - before.misses);
    }

    double missShare() {
        return hits + misses == 0 ? 0 : (double) misses / (hits + misses);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%,d found in memory, %,d loaded first (%.1f %%)", hits, misses, 100 * missShare());
    }
}
