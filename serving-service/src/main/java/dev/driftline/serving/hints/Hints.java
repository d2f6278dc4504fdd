package dev.driftline.serving.hints;

import dev.driftline.contracts.domain.DomainName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been read. Any thread may ask. */
public interface Hints extends AutoCloseable {
    /** What the newest record says of a domain, if it has been read. */
    Optional<Known> known(DomainName domain);

    /** All domains read so far, by name. */
    List<DomainName> domains();

    /** Reads {@code domains} to the end it has at this moment; false: not within the bound, so nobody knows. */
    boolean readDomainsToEnd();

    /** Whether {@code adapters} has been read to the end it had at the start. */
    boolean reached();

    /** Whether the reading threads run. */
    boolean alive();

    /** Ends the reading. */
    @Override
    void close();

    /**
     * As much of a domain's state as an answer needs.
     *
     * @param abstainBelow as in the domain's policy
     */
    record Known(
            String ledgerId,
            long number,
            boolean hasChampion,
            @Nullable Double abstainBelow) {}
}
