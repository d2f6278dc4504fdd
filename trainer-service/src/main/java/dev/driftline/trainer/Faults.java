package dev.driftline.trainer;

import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Stops the training thread for ever at a named point, so that a test can kill the process there. */
final class Faults {
    static final String AFTER_CUT = "after-cut";
    static final String AFTER_BLOBS = "after-blobs";
    static final String BEFORE_COMMIT = "before-commit";

    private static final Logger LOG = Logger.getLogger("trainer");

    private final String point;
    private int left;

    /**
     * @param spec {@code point} or {@code point:n} for the n-th time; empty: never
     */
    Faults(String spec) {
        int colon = spec.indexOf(':');
        point = colon < 0 ? spec : spec.substring(0, colon);
        left = colon < 0 ? 1 : Integer.parseInt(spec.substring(colon + 1));
    }

    /** Returns, unless this is the point and the time. */
    void reach(String here) {
        if (stopsAt(here)) {
            LOG.warnf("fault.reached point=%s", here);
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    boolean stopsAt(String here) {
        return here.equals(point) && --left == 0;
    }
}
