package dev.driftline.registry.gate;

import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.VersionRef;
import org.jspecify.annotations.Nullable;

/** Whether a version goes live: the same answer for the same numbers, always. */
public final class Gates {
    private Gates() {}

    /**
     * @param held whether the domain is on hold
     * @param champion what is live; null before the first
     * @param evidence of the version that wants to go live
     */
    public static Decision decide(Policy policy, boolean held, @Nullable VersionRef champion, Evidence evidence) {
        return switch (policy.gate()) {
            case FAST -> FastGate.decide(held, champion, evidence);
        };
    }
}
