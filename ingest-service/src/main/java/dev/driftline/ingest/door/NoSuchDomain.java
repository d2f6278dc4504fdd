package dev.driftline.ingest.door;

import dev.driftline.contracts.domain.DomainName;

/** The domain does not exist, by all that was told until it was asked for. */
final class NoSuchDomain extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchDomain(DomainName domain) {
        super("domain: '" + domain + "' does not exist: create it first");
    }
}
