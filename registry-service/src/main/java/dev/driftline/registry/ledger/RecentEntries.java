package dev.driftline.registry.ledger;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries read lately, which never change: at most so many bytes of them as they lie in the store. */
final class RecentEntries {
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private record Key(DomainName domain, long number) {}

    private record Kept(LedgerEntry entry, int bytes) {}

    private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized @Nullable LedgerEntry get(DomainName domain, long number) {
        Kept found = kept.get(new Key(domain, number));
        return found == null ? null : found.entry();
    }

    synchronized void put(LedgerEntry entry, int size) {
        Kept before = kept.put(new Key(entry.state().domain(), entry.number()), new Kept(entry, size));
        bytes += size - (before == null ? 0 : before.bytes());
        Iterator<Map.Entry<Key, Kept>> oldest = kept.entrySet().iterator();
        while (bytes > MAX_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
