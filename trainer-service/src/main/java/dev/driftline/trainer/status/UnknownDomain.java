package dev.driftline.trainer.status;

/** A domain that the trainer has never heard of. */
final class UnknownDomain extends RuntimeException {
    UnknownDomain(String domain) {
        super("domain: '" + domain + "' does not exist: create it first");
    }
}
