package dev.driftline.serving.claim;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.slots.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One domain's past in memory, whoever is asked for; it can be away. */
public final class FakeLedgers implements Ledgers {
    public final Map<Integer, VersionRef> versions = new ConcurrentHashMap<>();
    public final TreeMap<Instant, VersionRef> live = new TreeMap<>();
    public final AtomicInteger asked = new AtomicInteger();
    public volatile boolean away;

    /** Where set, who asks for a number waits for it. */
    public volatile @Nullable CountDownLatch hold;

    @Override
    public Said numbered(DomainName domain, int version, Duration patience) {
        asked.incrementAndGet();
        if (away) {
            return new Said.Away("the registry is away");
        }
        Eventually.released(hold);
        VersionRef ref = versions.get(version);
        return ref == null ? new Said.Unknown(domain + " has no version " + version) : new Said.Version(ref);
    }

    @Override
    public Said liveAt(DomainName domain, Instant then, Duration patience) {
        asked.incrementAndGet();
        if (away) {
            return new Said.Away("the registry is away");
        }
        Map.Entry<Instant, VersionRef> at = live.floorEntry(then);
        return at == null
                ? new Said.NotThen(then, live.isEmpty() ? null : live.firstKey())
                : new Said.Version(at.getValue());
    }

    @Override
    public void close() {}
}
