package dev.driftline.serving.predict;

import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.traffic.Side;

/** Who answers a question, if anybody. */
sealed interface Chosen {
    /** This version; whoever asked closes the lease. */
    record By(Lease lease, Side side) implements Chosen {}

    /** Nobody does. */
    record Nobody(Reply why) implements Chosen {}
}
