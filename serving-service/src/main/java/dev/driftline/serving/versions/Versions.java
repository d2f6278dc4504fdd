package dev.driftline.serving.versions;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.claim.Ledgers;
import dev.driftline.serving.claim.Ledgers.Said;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.Guest;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Versions of a domain, live or not. What is in a slot answers from there, what is not is loaded beside the slots. While the registry is
 * away, those whose name or bytes are here still answer. Many threads.
 */
public final class Versions implements AutoCloseable {
    private final Slots slots;
    private final Hints hints;
    private final Pointers pointers;
    private final Guests guests;

    /** @param most versions held beside the slots */
    public Versions(Slots slots, Hints hints, Ledgers ledgers, int most, MeterRegistry meters, InstantSource clock) {
        this.slots = slots;
        this.hints = hints;
        pointers = new Pointers(ledgers, clock);
        guests = new Guests(most, slots::visit, clock);
        Gauge.builder("driftline.serving.guests", guests, Guests::count)
                .description("Versions held beside the live ones")
                .register(meters);
    }

    /** Version {@code version} of a domain that was read of. */
    public Found numbered(DomainName domain, int version, Duration patience) {
        Optional<Lease> live = slots.acquire(domain);
        if (live.isPresent()) {
            if (live.get().version().version() == version) {
                return new Found.Here(live.get());
            }
            live.get().close();
        }
        Known known = known(domain);
        VersionRef candidate = known.candidate();
        TrafficRule traffic = known.traffic();
        if (candidate != null && candidate.version() == version) {
            return load(domain, candidate, patience);
        }
        if (traffic != null && traffic.version().version() == version) {
            return load(domain, traffic.version(), patience);
        }
        long began = System.nanoTime();
        Said said = pointers.numbered(domain, known, version, patience);
        return load(domain, said, left(patience, began));
    }

    /** The version of a domain, which was read of, that was live then. */
    public Found liveAt(DomainName domain, Instant then, Duration patience) {
        long began = System.nanoTime();
        Said said = pointers.liveAt(domain, known(domain), then, patience);
        return load(domain, said, left(patience, began));
    }

    /** The newest version of a domain that was read of, where that is not live. */
    public Found candidate(DomainName domain, Duration patience) {
        VersionRef candidate = known(domain).candidate();
        return candidate == null
                ? new Found.Unknown("no candidate waits: its newest version, if it has one, is live")
                : load(domain, candidate, patience);
    }

    /** A version that is loaded already; else its loading begins, and there is none yet. */
    public Optional<Lease> resident(DomainName domain, VersionRef version) {
        return live(domain, version).or(() -> guests.now(domain, version));
    }

    private Found load(DomainName domain, Said said, Duration patience) {
        return switch (said) {
            case Said.Version(var ref) -> load(domain, ref, patience);
            case Said.Unknown(var why) -> new Found.Unknown(why);
            case Said.NotThen(var then, var firstAt) -> new Found.NotThen(then, firstAt);
            case Said.Invalid(var field, var why) -> new Found.Invalid(field, why);
            case Said.Busy(var reason) -> new Found.Busy(reason);
            case Said.Away(var reason) -> new Found.Away(reason);
        };
    }

    private Found load(DomainName domain, VersionRef version, Duration patience) {
        Optional<Lease> live = live(domain, version);
        if (live.isPresent()) {
            return new Found.Here(live.get());
        }
        return guests.await(domain, version, patience)
                .map(came -> found(came, version))
                .orElseGet(() -> new Found.Busy("as many as may already wait for other versions"));
    }

    private static Found found(Guest came, VersionRef version) {
        return switch (came) {
            case Guest.Here(var lease) -> new Found.Here(lease);
            case Guest.Refused(var why) -> new Found.Gone("version " + version.version() + " cannot be served: " + why);
            case Guest.Gone(var why) -> new Found.Gone("version " + version.version() + " is kept no more: " + why);
            case Guest.Away(var why) -> new Found.Away(why);
        };
    }

    private Optional<Lease> live(DomainName domain, VersionRef version) {
        Optional<Lease> live = slots.acquire(domain);
        if (live.isPresent() && !isSame(live.get().version(), version)) {
            live.get().close();
            return Optional.empty();
        }
        return live;
    }

    private static Duration left(Duration patience, long beganNanos) {
        return patience.minusNanos(System.nanoTime() - beganNanos);
    }

    /** One pointer to a version may say more than another. */
    private static boolean isSame(VersionRef one, VersionRef other) {
        return one.version() == other.version() && one.adapter().equals(other.adapter());
    }

    private Known known(DomainName domain) {
        return hints.known(domain)
                .orElseThrow(
                        () -> new IllegalStateException(domain + " was to be read of before its versions are asked"));
    }

    @Override
    public void close() {
        guests.close();
    }
}
