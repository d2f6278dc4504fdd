package dev.driftline.cli.send;

import dev.driftline.contracts.domain.DomainName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param firstRejected at most {@link #MAX_LISTED} of them
 * @param lastOffset of the last accepted record; null when none was, as is lastToken
 * @param lastToken of the same record, as {@code predict --min-offset} takes it
 */
public record SendReport(
        DomainName domain,
        long accepted,
        long rejected,
        List<Rejected> firstRejected,
        @Nullable Long lastOffset,
        @Nullable String lastToken) {
    static final int MAX_LISTED = 1_000;

    public SendReport {
        firstRejected = List.copyOf(firstRejected);
    }

    /**
     * A record that was not accepted: where it stands, and how to mend it.
     *
     * @param message begins with the field
     */
    public record Rejected(long line, String field, String message) {
        @Override
        public String toString() {
            return "line " + line + ": " + message;
        }
    }
}
