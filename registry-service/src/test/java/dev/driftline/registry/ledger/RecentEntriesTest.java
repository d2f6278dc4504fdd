package dev.driftline.registry.ledger;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {
    private final RecentEntries recent = new RecentEntries();

    @Test
    void theLongestUnreadLeaveWhenTheBytesAreTooMany() {
        LedgerEvent.Created created = Samples.created(0);
        LedgerEntry first = new LedgerEntry(1, "n1", Instant.EPOCH, created, Fold.first(SPAM, "n1", created));
        LedgerEvent stopped = new LedgerEvent.Stopped("x");
        LedgerEntry second = new LedgerEntry(1, "n2", Instant.EPOCH, stopped, Fold.next(first.state(), stopped));
        int half = (int) (RecentEntries.MAX_BYTES / 2) + 1;
        recent.put(first, half);
        recent.put(first, half);
        assertThat(recent.get(SPAM, 1)).isEqualTo(first);
        recent.put(second, half);
        assertThat(recent.get(SPAM, 1)).isNull();
        assertThat(recent.get(SPAM, 2)).isEqualTo(second);
    }
}
