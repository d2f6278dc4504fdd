package dev.driftline.ingest.door;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import dev.driftline.ingest.domains.Domains;
import dev.driftline.ingest.rejected.RejectedShelf;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Answers what was rejected. */
final class RejectedDoor {
    private static final int MOST = 1_000;

    private final RejectedShelf shelf;
    private final Domains domains;
    private final LongSupplier nanoTime;

    RejectedDoor(RejectedShelf shelf, Domains domains, LongSupplier nanoTime) {
        this.shelf = shelf;
        this.domains = domains;
        this.nanoTime = nanoTime;
    }

    /** Of a domain that does not exist too: a record of a plain producer may name it, and is kept under that name. */
    List<RejectedRecord> of(DomainName domain, String limit) {
        List<RejectedRecord> found = shelf.newest(Optional.of(domain), limit(limit));
        if (found.isEmpty() && !domains.exists(domain, nanoTime.getAsLong())) {
            throw NoSuchDomain.withoutRejects(domain);
        }
        return found;
    }

    List<RejectedRecord> all(String limit) {
        return shelf.newest(Optional.empty(), limit(limit));
    }

    private static int limit(String told) {
        unless(told.matches("[0-9]{1,4}"), "limit", "must lie in 1.." + MOST);
        int limit = Integer.parseInt(told);
        unless(limit >= 1 && limit <= MOST, "limit", "must lie in 1.." + MOST);
        return limit;
    }
}
