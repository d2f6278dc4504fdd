package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the topics say, read to their ends.
 *
 * @param last the last record of each domain, by topic
 * @param allEvents whether {@code events} was read from its first record ever: only then does a missing one mean lost
 */
record Heard(Map<Notice, Map<DomainName, Seen>> last, boolean allEvents) {
    @Nullable
    Seen last(Notice notice, DomainName domain) {
        Map<DomainName, Seen> records = last.get(notice);
        return records == null ? null : records.get(domain);
    }
}
