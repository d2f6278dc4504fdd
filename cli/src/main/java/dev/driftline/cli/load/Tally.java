package dev.driftline.cli.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What came of questions so far. */
final class Tally {
    private final Map<String, Long> troubles = new HashMap<>();
    private long[] nanos = new long[1024];
    private int answered;

    /** @param trouble empty: it was answered */
    synchronized void came(String trouble, long tookNanos) {
        if (!trouble.isEmpty()) {
            troubles.merge(trouble, 1L, Long::sum);
            return;
        }
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, answered * 2);
        }
        nanos[answered++] = tookNanos;
    }

    synchronized LoadReport report(double seconds) {
        return LoadReport.of(Arrays.copyOf(nanos, answered), seconds, troubles);
    }
}
