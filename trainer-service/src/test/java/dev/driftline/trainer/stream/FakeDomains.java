package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Domains that are told, and such as are in the topic but not read yet. */
final class FakeDomains implements Domains {
    private final Map<DomainName, DomainState> known = new HashMap<>();
    private final Map<DomainName, DomainState> unread = new HashMap<>();
    private final Consumer<DomainState> hear;
    int catchUps;

    FakeDomains(Consumer<DomainState> hear) {
        this.hear = hear;
    }

    void tell(DomainState state) {
        known.put(state.domain(), state);
        hear.accept(state);
    }

    void leaveUnread(DomainState state) {
        unread.put(state.domain(), state);
    }

    @Override
    public @Nullable DomainState state(DomainName domain) {
        return known.get(domain);
    }

    @Override
    public void catchUp() {
        catchUps++;
        unread.values().forEach(this::tell);
        unread.clear();
    }
}
