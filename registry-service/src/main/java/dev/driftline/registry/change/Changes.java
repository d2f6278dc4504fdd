package dev.driftline.registry.change;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.ledger.TrafficRequest;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.ledger.VersionRequest;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.gate.Gates;
import dev.driftline.registry.ledger.Appended;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.place.ExampleLog;
import dev.driftline.registry.place.Offsets;
import dev.driftline.registry.place.TopicDescription;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that can be done to a domain after it was created. Safe for many threads. */
public final class Changes {
    /** A person's wish is tried against the newest entry; so often another entry may come first. */
    private static final int TRIES = 10;

    private final Ledger ledger;
    private final Blobs blobs;
    private final ExampleLog log;
    private final Supplier<String> nonces;
    private final Consumer<LedgerEntry> written;

    /** @param written hears of every entry that was written here, in the caller's thread */
    public Changes(Ledger ledger, Blobs blobs, ExampleLog log, Supplier<String> nonces, Consumer<LedgerEntry> written) {
        this.ledger = ledger;
        this.blobs = blobs;
        this.log = log;
        this.nonces = nonces;
        this.written = written;
    }

    /** The trainer offers a version: the gate decides, and both are one entry. */
    public Appended offer(DomainName domain, Offer offer) {
        Fitting.checkDomain(domain, offer);
        return next(domain, offer.expected(), offer.nonce(), state -> {
            Fitting.check(state, offer);
            requireBlobs(offer.manifest());
            return new LedgerEvent.VersionAdded(offer.manifest(), offer.mark(), decide(state, offer.manifest()));
        });
    }

    /** Nothing that was imported goes live by itself: there is no evidence of it. */
    private static Decision decide(DomainState state, Manifest manifest) {
        return manifest.origin() == null
                ? Gates.decide(state.spec().policy(), state.held(), state.champion(), manifest.evidence())
                : new Decision(false, "imported, not examined: a person promotes it");
    }

    /** The trainer could not turn a window into a version. */
    public Appended withhold(DomainName domain, WithholdRequest request) {
        return next(domain, request.expected(), request.nonce(), state -> {
            Fitting.check(state, request);
            return new LedgerEvent.Withheld(request.exclusion(), request.mark());
        });
    }

    /** The trainer cannot go on with a domain. Stopping what is stopped changes nothing. */
    public Appended stop(DomainName domain, StopRequest request) {
        Fitting.checkReason(request.reason());
        LedgerEntry newest = newest(domain);
        if (newest.number() == request.expected() && newest.state().stopped() != null) {
            return new Appended.Won(newest);
        }
        return next(domain, request.expected(), request.nonce(), state -> new LedgerEvent.Stopped(request.reason()));
    }

    /** A person makes a version live; where it is already, nothing is written. */
    public LedgerEntry promote(DomainName domain, VersionRequest request) {
        int version = named(request);
        return wish(domain, state -> {
            refuseIf(state.held(), domain + " is on hold: release it first");
            return isLive(state, version)
                    ? Optional.empty()
                    : Optional.of(new LedgerEvent.Promoted(version(domain, version)));
        });
    }

    /**
     * A person goes back to a version, by default the champion before this one; the domain is on hold from then. Where it serves, on
     * hold and alone, already, nothing is written.
     */
    public LedgerEntry rollback(DomainName domain, VersionRequest request) {
        Integer version = request.version();
        return wish(domain, state -> {
            if (version == null) {
                return Optional.of(new LedgerEvent.RolledBack(earlierChampion(state)));
            }
            return isLive(state, version) && state.held() && state.traffic() == null
                    ? Optional.empty()
                    : Optional.of(new LedgerEvent.RolledBack(version(domain, version)));
        });
    }

    private static boolean isLive(DomainState state, int version) {
        return state.champion() != null && state.champion().version() == version;
    }

    private static VersionRef earlierChampion(DomainState state) {
        refuseIf(
                state.earlierChampions().isEmpty(),
                state.domain() + " has no earlier champion to go back to: name the version"
                        + " (--to VERSION of ./driftline rollback, \"version\" over HTTP)");
        return state.earlierChampions().getFirst();
    }

    /** A person ends the hold; the gate decides again on the newest version, from its stored evidence. */
    public LedgerEntry release(DomainName domain) {
        return command(domain, state -> {
            refuseIf(!state.held(), domain + " is not on hold");
            return new LedgerEvent.Released(state.newest(), again(state));
        });
    }

    /** A person lets a stopped domain learn again. */
    public LedgerEntry resume(DomainName domain) {
        return command(domain, state -> {
            refuseIf(state.stopped() == null, domain + " is not stopped");
            return resumed(state);
        });
    }

    /** A person lets a share of the clients go to a version that is not live. */
    public LedgerEntry setTraffic(DomainName domain, TrafficRequest request) {
        return command(domain, state -> {
            VersionRef challenger = version(domain, request.version());
            String name = domain + "@" + request.version();
            VersionRef champion = state.champion();
            if (champion == null) {
                throw new Refused(domain + " has no live version: promote one first");
            }
            refuseIf(champion.version() == request.version(), name + " is live: all clients go there already");
            refuseIf(
                    blobs.size(challenger.adapter()).isEmpty(),
                    "the adapter of " + name + " is gone from the store: no client can go there");
            return new LedgerEvent.TrafficSet(new TrafficRule(challenger, request.share(), request.mode()));
        });
    }

    /** A person lets all clients go to the live version again. */
    public LedgerEntry clearTraffic(DomainName domain) {
        return command(domain, state -> {
            refuseIf(state.traffic() == null, domain + " has no traffic rule: all clients go to the live version");
            return new LedgerEvent.TrafficSet(null);
        });
    }

    /** A domain's newest entry. */
    public LedgerEntry newest(DomainName domain) {
        return ledger.newest(domain).orElseThrow(() -> new Unknown("there is no domain " + domain));
    }

    private static Decision again(DomainState state) {
        VersionRef newest = state.newest();
        if (newest == null) {
            return new Decision(false, "there is no version yet");
        }
        if (newest.equals(state.champion())) {
            return new Decision(false, "the newest version, " + newest.version() + ", is live already");
        }
        if (state.evidence() == null) {
            return new Decision(false, "version " + newest.version() + " was imported: a person promotes it");
        }
        return Gates.decide(state.spec().policy(), false, state.champion(), state.evidence());
    }

    private LedgerEvent.Continued resumed(DomainState state) {
        String name = state.place().topic();
        TopicDescription topic = log.describe(name).orElseThrow(() -> new Refused("there is no topic " + name));
        refuseIf(
                topic.partitions() <= state.place().partition(),
                "topic " + name + " has " + topic.partitions() + " partitions, and " + state.domain()
                        + " lies in number " + state.place().partition() + ": add partitions");
        Offsets offsets = log.offsets(state.place());
        return Resuming.decide(
                state,
                topic,
                offsets,
                state.mark() == null
                        ? null
                        : log.markAt(state.place(), state.mark().offset()).orElse(null));
    }

    private Appended next(DomainName domain, long expected, String nonce, Function<DomainState, LedgerEvent> event) {
        LedgerEntry newest = newest(domain);
        if (newest.number() == expected) {
            return heard(ledger.append(newest, event.apply(newest.state()), nonce));
        }
        // a retry after a lost answer finds its own entry where it wanted it
        Optional<LedgerEntry> mine = expected >= 1 && expected < newest.number()
                ? ledger.entry(domain, expected + 1)
                        .filter(entry -> entry.nonce().equals(nonce))
                : Optional.empty();
        return mine.<Appended>map(Appended.Won::new).orElse(new Appended.Lost(newest));
    }

    private LedgerEntry command(DomainName domain, Function<DomainState, LedgerEvent> event) {
        return wish(domain, state -> Optional.of(event.apply(state)));
    }

    /** @param event what fulfils the wish; empty where it is fulfilled already, which the newest entry then answers */
    private LedgerEntry wish(DomainName domain, Function<DomainState, Optional<LedgerEvent>> event) {
        LedgerEntry newest = newest(domain);
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<LedgerEvent> next = event.apply(newest.state());
            if (next.isEmpty()) {
                return newest;
            }
            switch (heard(ledger.append(newest, next.get(), nonces.get()))) {
                case Appended.Won won -> {
                    return won.entry();
                }
                case Appended.Lost lost -> newest = lost.newest();
            }
        }
        throw new Refused("other changes of " + domain + " came first " + TRIES + " times: try again");
    }

    private Appended heard(Appended appended) {
        if (appended instanceof Appended.Won won) {
            written.accept(won.entry());
        }
        return appended;
    }

    private VersionRef version(DomainName domain, int version) {
        LedgerEntry entry =
                ledger.version(domain, version).orElseThrow(() -> new Unknown(domain + " has no version " + version));
        if (entry.event() instanceof LedgerEvent.VersionAdded added) {
            return added.ref();
        }
        throw new IllegalStateException("entry " + entry.number() + " of " + domain + " added no version");
    }

    private void requireBlobs(Manifest manifest) {
        OptionalLong size = requireBlob("adapter", manifest.adapter());
        unless(
                size.getAsLong() == manifest.adapterBytes(),
                "adapterBytes",
                "the blob has " + size.getAsLong() + " bytes");
        requireBlob("state", manifest.state());
        if (manifest.factors() != null) {
            requireBlob("factors", manifest.factors());
        }
    }

    private OptionalLong requireBlob(String field, Digest digest) {
        OptionalLong size = blobs.size(digest);
        unless(size.isPresent(), field, "the blob " + digest + " is not there; upload it first");
        return size;
    }

    private static int named(VersionRequest request) {
        Integer version = request.version();
        if (version == null) {
            throw new InvalidValue("version", "version: must name the version to promote");
        }
        return version;
    }

    private static void refuseIf(boolean holds, String why) {
        if (holds) {
            throw new Refused(why);
        }
    }
}
