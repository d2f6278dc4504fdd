package dev.driftline.ingest;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.ingest.broker.BrokerAway;
import dev.driftline.ingest.domains.Domains;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Domains in memory: some known, some told but not read yet. */
public final class FakeDomains implements Domains {
    public static final DomainName SPAM = new DomainName("spam");
    public static final Place PLACE = new Place("examples", "topic-id", 3);

    private final Map<DomainName, DomainState> known = new HashMap<>();
    private final Map<DomainName, DomainState> told = new HashMap<>();
    private boolean away;
    private int readings;

    public static DomainState state(DomainName name, String... labels) {
        DomainSpec spec =
                new DomainSpec(1, List.of(labels), MethodSettings.defaults(AdapterMethod.EDORA), Policy.DEFAULT);
        return Fold.first(name, "nonce", new LedgerEvent.Created(spec, PLACE, 7, 0));
    }

    /** Knows {@code spam} with the labels ham and spam. */
    public static FakeDomains withSpam() {
        FakeDomains domains = new FakeDomains();
        domains.known.put(SPAM, state(SPAM, "ham", "spam"));
        return domains;
    }

    /** Lies in the topic, and is read when somebody asks for its end. */
    public synchronized void tell(DomainState state) {
        told.put(state.domain(), state);
    }

    public synchronized void setAway(boolean isAway) {
        away = isAway;
    }

    /** How often the topic was read to its end. */
    public synchronized int readings() {
        return readings;
    }

    @Override
    public synchronized Optional<DomainState> find(DomainName domain) {
        return Optional.ofNullable(known.get(domain));
    }

    @Override
    public synchronized void readTo(long sinceNanos) {
        if (away) {
            throw new BrokerAway("the broker is away");
        }
        readings++;
        known.putAll(told);
    }

    @Override
    public synchronized boolean isReady() {
        return !away;
    }
}
