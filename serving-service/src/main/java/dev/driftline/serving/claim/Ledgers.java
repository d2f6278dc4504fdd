package dev.driftline.serving.claim;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the past of a domain is asked. */
public interface Ledgers extends AutoCloseable {
    /** A version by its number. Asks once, for at most {@code patience}, and within a bound of its own. */
    Said numbered(DomainName domain, int version, Duration patience);

    /** The version that was live then, as above. */
    Said liveAt(DomainName domain, Instant then, Duration patience);

    @Override
    void close();

    /** What the ledger says. */
    sealed interface Said {
        /** This one. */
        record Version(VersionRef ref) implements Said {}

        /** There is none of that number. */
        record Unknown(String why) implements Said {}

        /**
         * Nothing was live then.
         *
         * @param firstAt when the first version went live; null: none has yet
         */
        record NotThen(Instant then, @Nullable Instant firstAt) implements Said {}

        /** That is no question. */
        record Invalid(String field, String why) implements Said {}

        /** As many ask already as may; nobody was asked. */
        record Busy(String reason) implements Said {}

        /** Nobody answers now. */
        record Away(String reason) implements Said {}
    }
}
