package dev.driftline.ingest.domains;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.ingest.broker.BrokerAway;
import java.util.Optional;

/** The domains as they are known here. */
public interface Domains {
    /** A domain as last told. Any thread may call. */
    Optional<DomainState> find(DomainName domain);

    /**
     * Waits until the topic has been read to an end that it had at {@code sinceNanos} or later, so that nobody is
     * turned away for what was told before they came.
     *
     * @param sinceNanos by {@link System#nanoTime()}
     * @throws BrokerAway when that takes longer than the configured wait
     */
    void readTo(long sinceNanos);

    /**
     * Whether a domain exists, by all that was told of it until {@code nowNanos}.
     *
     * @throws BrokerAway as {@link #readTo}
     */
    default boolean exists(DomainName domain, long nowNanos) {
        if (find(domain).isEmpty()) {
            readTo(nowNanos);
        }
        return find(domain).isPresent();
    }

    /** Whether the topic has been read to its end once. */
    boolean isReady();
}
