package dev.driftline.serving.traffic;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.serving.slots.Lease;

/** Where a client goes. */
public sealed interface Side {
    /** The domain has no rule: the live version answers. */
    record Plain() implements Side {}

    /**
     * The live version answers.
     *
     * @param compared whether the challenger is asked too, unseen
     */
    record Champion(DomainName domain, TrafficRule rule, boolean compared) implements Side {}

    /** The challenger answers; whoever asked closes the lease. */
    record Challenger(DomainName domain, TrafficRule rule, Lease lease) implements Side {}
}
