package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;

/** Where notices are put up and read back. Throws {@code BrokerAway} when the broker does not answer in time. */
interface Board extends AutoCloseable {
    /** Puts up a notice and waits until it is kept; throws {@link TooLargeToTell} when it never will be. Many threads. */
    void tell(Notice notice, DomainName domain, byte[] value);

    /** Reads on to the present ends. One thread at a time. */
    Heard hear();

    @Override
    void close();
}
