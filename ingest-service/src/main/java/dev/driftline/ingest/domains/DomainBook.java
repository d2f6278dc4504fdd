package dev.driftline.ingest.domains;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest state of each domain; a smaller ledger number never replaces a larger one of the same ledger. */
final class DomainBook {
    private final Map<DomainName, DomainState> states = new ConcurrentHashMap<>();

    void put(DomainState state) {
        states.merge(state.domain(), state, DomainBook::newer);
    }

    void remove(DomainName domain) {
        states.remove(domain);
    }

    Optional<DomainState> find(DomainName domain) {
        return Optional.ofNullable(states.get(domain));
    }

    private static DomainState newer(DomainState known, DomainState told) {
        boolean back = known.ledgerId().equals(told.ledgerId()) && told.number() < known.number();
        return back ? known : told;
    }
}
