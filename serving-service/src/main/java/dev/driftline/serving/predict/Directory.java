package dev.driftline.serving.predict;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.ReceiptToken;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which domains there are, and why one does not answer. */
public final class Directory {
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");
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

    /** Labels of the head that answers for {@code domain}, in the order of its scores; a cold one is waited for. Empty: none does. */
    public Optional<List<String>> labels(DomainName domain) {
        return slots.acquire(domain, Terms.PATIENCE).map(held -> {
            try (Lease lease = held) {
                return lease.labels();
            }
        });
    }

    /** The labels that the domain's ledger names, whether a head answers or not; empty: it was not read. */
    public List<String> declared(DomainName domain) {
        return slots.declared(domain);
    }

    /** The newest version that was read of, live or not; 0: none was. */
    public int newest(DomainName domain) {
        Optional<Integer> live = slots.status(domain).map(SlotStatus::version);
        Optional<Integer> candidate = hints.known(domain).map(Known::candidate).map(VersionRef::version);
        return Math.max(live.orElse(0), candidate.orElse(0));
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
            return new Reply.NoName(String.valueOf(e.getMessage()));
        }
    }

    /** Why {@code domain}, for which nothing answers, does not; reads on before it says that there is none. */
    public Reply whySilent(DomainName domain) {
        Optional<String> obstacle = slots.obstacle(domain);
        if (obstacle.isPresent()) {
            return new Reply.NotLoaded(domain, obstacle.get());
        }
        return absence(domain)
                .orElseGet(() -> hints.known(domain).filter(Known::hasChampion).isPresent()
                        ? new Reply.NotLoaded(domain, "its adapter has not been read yet")
                        : new Reply.NoVersion(domain));
    }

    /** That there is no {@code domain}, or that nobody can tell; empty: there is. Reads on before it says that there is none. */
    Optional<Reply> absence(DomainName domain) {
        if (hints.known(domain).isPresent()) {
            return Optional.empty();
        }
        if (!hints.readDomainsToEnd()) {
            return Optional.of(
                    new Reply.NotLoaded(domain, "nobody can tell now whether it exists: the broker is away or slow"));
        }
        return hints.known(domain).isPresent() ? Optional.empty() : Optional.of(new Reply.Unknown(domain));
    }

    /** Whether {@code version} has learned the record at {@code offset} of the domain's log, of which nobody need have read yet. */
    boolean hasLearned(DomainName domain, VersionRef version, long offset) {
        return hints.known(domain)
                .map(known -> known.hasLearned(version, offset))
                .orElse(version.learnedUpTo() > offset);
    }

    /**
     * The offset that a client wants to be learned: as a number in the domain's own partition, or as the token of a receipt, whose
     * place must be the domain's.
     *
     * @param field by which it was sent
     */
    public long offset(DomainName domain, String field, String wanted) {
        if (OFFSET.matcher(wanted).matches()) {
            return Long.parseLong(wanted);
        }
        ReceiptToken token = ReceiptToken.read(wanted)
                .orElseThrow(() -> new InvalidValue(
                        field, field + ": must be an offset, or a receipt's token as examples/3@4711"));
        Place place = hints.known(domain).map(Known::place).orElse(null);
        if (place != null) {
            String there = place.topic() + "/" + place.partition();
            String named = token.topic() + "/" + token.partition();
            unless(named.equals(there), field, "is of " + named + ", and " + domain + " lies in " + there);
        }
        return token.offset();
    }

    private static SlotStatus empty(DomainName domain) {
        return new SlotStatus(domain, null, null, null, 0, 0, null, null);
    }
}
