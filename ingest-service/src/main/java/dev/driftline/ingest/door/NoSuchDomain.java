package dev.driftline.ingest.door;

import dev.driftline.contracts.domain.DomainName;

/** The domain does not exist, by all that was told until it was asked for. */
final class NoSuchDomain extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchDomain(DomainName domain) {
        this(domain, ": create it first");
    }

    private NoSuchDomain(DomainName domain, String more) {
        super("domain: '" + domain + "' does not exist" + more);
    }

    static NoSuchDomain withoutRejects(DomainName domain) {
        return new NoSuchDomain(domain, ", and no rejected record names it: is it spelt right?");
    }
}
