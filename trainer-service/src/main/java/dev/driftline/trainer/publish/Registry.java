package dev.driftline.trainer.publish;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.wire.Digest;
import java.util.Optional;

/** The registry as the trainer needs it. Every method throws {@link RegistryAway} when it stays silent. */
public interface Registry {
    /** The newest state, from the ledger; empty for a domain that it does not have. */
    Optional<DomainState> state(DomainName domain);

    /** One entry of a domain's ledger. */
    LedgerEntry entry(DomainName domain, long number);

    /** One version of a domain; empty when there is no such. */
    Optional<VersionView> version(DomainName domain, int version);

    /** A blob's bytes, checked against their digest. */
    byte[] blob(Digest digest);

    void putBlob(Digest digest, byte[] bytes);

    /** Which blob holds EDoRA's factors of a base. */
    Optional<Digest> factors(Digest base, FactorStart start, int rank);

    /** Names the blob of the factors; returns the one that won. */
    Digest putFactors(Digest base, FactorStart start, int rank, Digest blob);

    Answer offer(DomainName domain, Offer offer);

    Answer withhold(DomainName domain, WithholdRequest request);

    Answer stop(DomainName domain, StopRequest request);

    /** What became of a request to write the next entry. */
    sealed interface Answer {
        /** The entry is in the ledger. */
        record Written(LedgerEntry entry) implements Answer {}

        /** Another entry came first. */
        record Newer(LedgerEntry newest) implements Answer {}

        /** The registry will not write this, now or later. */
        record Refused(String why) implements Answer {}
    }
}
