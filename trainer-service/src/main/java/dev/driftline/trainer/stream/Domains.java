package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import org.jspecify.annotations.Nullable;

/** The domains as topic {@code domains} tells them. */
interface Domains {
    /** The newest state told; null for a domain that was never told. */
    @Nullable
    DomainState state(DomainName domain);

    /** Returns once everything told before this call is known; throws {@link LogAway} when the broker is silent. */
    void catchUp();
}
