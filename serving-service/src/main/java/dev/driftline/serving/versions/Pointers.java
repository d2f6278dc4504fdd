package dev.driftline.serving.versions;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.serving.claim.Ledgers;
import dev.driftline.serving.claim.Ledgers.Said;
import dev.driftline.serving.hints.Hints.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the registry said of versions, kept where it can never change. Bounded. */
final class Pointers {
    private static final int MOST_KEPT = 4096;
    static final int MOST_ASKING = 16;

    /** A writer may be this late with an entry that bears an earlier time. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

    private sealed interface Key {
        /** A domain made anew is another ledger, with versions of its own. */
        record Numbered(DomainName domain, String ledgerId, int version) implements Key {}

        record LiveAt(DomainName domain, String ledgerId, Instant then) implements Key {}
    }

    private final Ledgers ledgers;
    private final InstantSource clock;
    private final Semaphore asking = new Semaphore(MOST_ASKING);
    private final LinkedHashMap<Key, Said> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Said> eldest) {
            return size() > MOST_KEPT;
        }
    };

    Pointers(Ledgers ledgers, InstantSource clock) {
        this.ledgers = ledgers;
        this.clock = clock;
    }

    Said numbered(DomainName domain, Known known, int version, Duration patience) {
        return look(
                new Key.Numbered(domain, known.ledgerId(), version),
                true,
                () -> ledgers.numbered(domain, version, patience));
    }

    Said liveAt(DomainName domain, Known known, Instant then, Duration patience) {
        boolean settled = then.isBefore(clock.instant().minus(SETTLED_AFTER));
        return look(
                new Key.LiveAt(domain, known.ledgerId(), then), settled, () -> ledgers.liveAt(domain, then, patience));
    }

    private Said look(Key key, boolean settled, Supplier<Said> registry) {
        Said before = kept(key);
        if (before != null) {
            return before;
        }
        if (!asking.tryAcquire()) {
            return new Said.Busy("too many ask the registry for versions at once");
        }
        try {
            Said said = registry.get();
            if (settled && said instanceof Said.Version) {
                keep(key, said);
            }
            return said;
        } finally {
            asking.release();
        }
    }

    private synchronized @Nullable Said kept(Key key) {
        return kept.get(key);
    }

    private synchronized void keep(Key key, Said said) {
        kept.put(key, said);
    }
}
