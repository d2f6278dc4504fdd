package dev.driftline.trainer.publish;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A registry in memory that promotes whatever it is offered, unless the domain is held or it was imported. */
public final class FakeRegistry implements Registry {
    public final Map<Digest, byte[]> blobs = new HashMap<>();
    public final Map<DomainName, List<LedgerEntry>> ledgers = new HashMap<>();
    public final Map<String, Digest> factors = new HashMap<>();
    public final List<Offer> offers = new ArrayList<>();
    public int away;
    public Runnable beforeOffer = () -> {};

    public void create(DomainState first) {
        LedgerEvent created = new LedgerEvent.Created(first.spec(), first.place(), first.seed(), first.position());
        ledgers.put(first.domain(), new ArrayList<>(List.of(entry(first.ledgerId(), created, first))));
    }

    public LedgerEntry write(DomainName domain, String nonce, LedgerEvent event) {
        LedgerEntry next = entry(nonce, event, Fold.next(newest(domain).state(), event));
        ledger(domain).add(next);
        return next;
    }

    public List<LedgerEntry> ledger(DomainName domain) {
        return Objects.requireNonNull(ledgers.get(domain));
    }

    public LedgerEntry newest(DomainName domain) {
        return ledger(domain).getLast();
    }

    private static LedgerEntry entry(String nonce, LedgerEvent event, DomainState state) {
        return new LedgerEntry(LedgerEntry.FORMAT, nonce, Instant.EPOCH, event, state);
    }

    private void answer() {
        if (away-- > 0) {
            throw new RegistryAway("registry is away");
        }
    }

    @Override
    public Optional<DomainState> state(DomainName domain) {
        answer();
        return Optional.ofNullable(ledgers.get(domain))
                .map(entries -> entries.getLast().state());
    }

    @Override
    public LedgerEntry entry(DomainName domain, long number) {
        answer();
        return ledger(domain).get((int) number - 1);
    }

    @Override
    public Optional<VersionView> version(DomainName domain, int version) {
        answer();
        return ledgers.getOrDefault(domain, List.of()).stream()
                .filter(entry -> entry.event() instanceof LedgerEvent.VersionAdded added
                        && added.manifest().version() == version)
                .map(entry -> (LedgerEvent.VersionAdded) entry.event())
                .map(added -> new VersionView(added.manifest(), added.decision(), Instant.EPOCH))
                .findFirst();
    }

    @Override
    public byte[] blob(Digest digest) {
        answer();
        return Objects.requireNonNull(blobs.get(digest));
    }

    @Override
    public void putBlob(Digest digest, byte[] bytes) {
        answer();
        blobs.put(digest, bytes);
    }

    @Override
    public Optional<Digest> factors(Digest base, FactorStart start, int rank) {
        return Optional.ofNullable(factors.get(start.word() + rank));
    }

    @Override
    public Digest putFactors(Digest base, FactorStart start, int rank, Digest blob) {
        factors.putIfAbsent(start.word() + rank, blob);
        return Objects.requireNonNull(factors.get(start.word() + rank));
    }

    @Override
    public Answer offer(DomainName domain, Offer offer) {
        beforeOffer.run();
        answer();
        offers.add(offer);
        boolean waits = newest(domain).state().held() || offer.manifest().origin() != null;
        Decision decision = waits ? new Decision(false, "held") : new Decision(true, "a fake likes everything");
        return next(
                domain,
                offer.expected(),
                offer.nonce(),
                new LedgerEvent.VersionAdded(offer.manifest(), offer.mark(), decision));
    }

    @Override
    public Answer withhold(DomainName domain, WithholdRequest request) {
        return next(
                domain,
                request.expected(),
                request.nonce(),
                new LedgerEvent.Withheld(request.exclusion(), request.mark()));
    }

    @Override
    public Answer stop(DomainName domain, StopRequest request) {
        return next(domain, request.expected(), request.nonce(), new LedgerEvent.Stopped(request.reason()));
    }

    private Answer next(DomainName domain, long expected, String nonce, LedgerEvent event) {
        LedgerEntry newest = newest(domain);
        return newest.number() == expected ? new Answer.Written(write(domain, nonce, event)) : new Answer.Newer(newest);
    }
}
