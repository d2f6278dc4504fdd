package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Which domains there are, and why one does not answer. */
public final class Directory {
    private final Slots slots;
    private final Hints hints;

    Directory(Slots slots, Hints hints) {
        this.slots = slots;
        this.hints = hints;
    }

    /** Every domain that was read of, by name. */
    public List<SlotStatus> all() {
        TreeMap<DomainName, SlotStatus> byName = new TreeMap<>();
        hints.domains().forEach(domain -> byName.put(domain, empty(domain)));
        slots.statuses().forEach(status -> byName.put(status.domain(), status));
        return List.copyOf(byName.values());
    }

    /** Labels of the head that answers for {@code domain} now, in the order of its scores; empty: none does. */
    public Optional<List<String>> labels(DomainName domain) {
        return slots.acquire(domain).map(held -> {
            try (Lease lease = held) {
                return lease.labels();
            }
        });
    }

    public Reply one(String domain) {
        try {
            DomainName name = new DomainName(domain);
            Optional<SlotStatus> held = slots.status(name);
            if (held.isPresent()) {
                return new Reply.Told(held.get());
            }
            Reply why = whySilent(name);
            return why instanceof Reply.Unknown || hints.known(name).isEmpty() ? why : new Reply.Told(empty(name));
        } catch (InvalidValue e) {
            return new Reply.Invalid(e.field(), String.valueOf(e.getMessage()));
        }
    }

    /** Why {@code domain}, for which nothing answers, does not; reads on before it says that there is none. */
    public Reply whySilent(DomainName domain) {
        Optional<Known> known = hints.known(domain);
        Optional<String> obstacle = slots.obstacle(domain);
        if (known.isEmpty() && obstacle.isEmpty()) {
            if (!hints.readDomainsToEnd()) {
                return new Reply.NotLoaded(domain, "nobody can tell now whether it exists: the broker is away or slow");
            }
            known = hints.known(domain);
        }
        if (obstacle.isPresent()) {
            return new Reply.NotLoaded(domain, obstacle.get());
        }
        if (known.isEmpty()) {
            return new Reply.Unknown(domain);
        }
        return known.get().hasChampion()
                ? new Reply.NotLoaded(domain, "its adapter has not been read yet")
                : new Reply.NoVersion(domain);
    }

    private static SlotStatus empty(DomainName domain) {
        return new SlotStatus(domain, null, null, null, 0, 0, null, null);
    }
}
