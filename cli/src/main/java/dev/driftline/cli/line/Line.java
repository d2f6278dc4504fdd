package dev.driftline.cli.line;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.prediction.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The line from end to end. Many threads may call; trouble is a {@link dev.driftline.cli.failure.Failure}. */
public interface Line {
    DomainState create(CreateRequest request);

    /** Domains that exist. */
    List<DomainName> domains();

    DomainState state(DomainName domain);

    /** Ledger entries from number {@code from} on, as many as one answer holds. */
    List<LedgerEntry> ledger(DomainName domain, long from);

    /**
     * Sends examples under the ids {@code firstId}, {@code firstId + 1}, …; waits while the line pushes back. Every one
     * is accepted, or this throws.
     */
    List<Receipt> send(DomainName domain, List<Labelled> examples, long firstId);

    /** The version that would answer now, of each domain that has one. */
    Map<DomainName, Integer> answering();

    /** One version's answers to all texts; empty while no version answers. */
    Optional<Prediction> answer(DomainName domain, List<Passage> texts);

    LedgerEntry rollback(DomainName domain, int version);

    LedgerEntry release(DomainName domain);

    /** In words, why the domain waits or does not learn. */
    String whyNotLearning(DomainName domain);
}
