package dev.driftline.serving.versions;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.slots.Guest;
import dev.driftline.serving.slots.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * A bounded number of loaded versions, the longest unused leaving first; a reader's own lease outlives that. Each is loaded once however
 * many wait for it, and what failed is not tried again at once. Many threads.
 */
final class Guests implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Guests.class);
    private static final int THREADS = 2;
    private static final int MOST_QUEUED = 32;
    static final int SEATS = 64;
    private static final int MOST_FAILURES = 1024;
    private static final Duration AWAY_FOR = Duration.ofSeconds(1);
    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    /** What came of the last try, and until when it is not tried again. */
    private record Failure(Guest what, Instant until) {}

    /** By what tells versions apart, also where one pointer to it says more than another. */
    private record Key(DomainName domain, int version, Digest adapter) {
        static Key of(DomainName domain, VersionRef version) {
            return new Key(domain, version.version(), version.adapter());
        }
    }

    private final LinkedHashMap<Key, Lease> held = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, CompletableFuture<Guest>> loading = new HashMap<>();
    private final LinkedHashMap<Key, Failure> failed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failure> eldest) {
            return size() > MOST_FAILURES;
        }
    };
    private final int most;
    private final BiFunction<DomainName, VersionRef, Guest> loader;
    private final InstantSource clock;
    private final ThreadPoolExecutor threads;
    private final Semaphore seats = new Semaphore(SEATS);
    private boolean closed;

    /** @param loader blocks until a version is loaded */
    Guests(int most, BiFunction<DomainName, VersionRef, Guest> loader, InstantSource clock) {
        unless(most >= 1, "driftline.serving.versions.guests", "must be 1 or more");
        this.most = most;
        this.loader = loader;
        this.clock = clock;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_QUEUED),
                Thread.ofPlatform().name("guest-", 0).daemon().factory());
    }

    /** A lease on a version that is here; else its loading begins, and there is none yet. */
    Optional<Lease> now(DomainName domain, VersionRef version) {
        Key key = Key.of(domain, version);
        Optional<Lease> here = here(key);
        if (here.isEmpty()) {
            var _ = begin(key, version);
        }
        return here;
    }

    /** Waits for a version to be loaded; goes on loading when the patience ends first. Empty: as many as may wait already. */
    Optional<Guest> await(DomainName domain, VersionRef version, Duration patience) {
        Key key = Key.of(domain, version);
        Optional<Lease> here = here(key);
        if (here.isPresent()) {
            return here.map(Guest.Here::new);
        }
        if (!seats.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(arrival(key, version, patience));
        } finally {
            seats.release();
        }
    }

    private Guest arrival(Key key, VersionRef version, Duration patience) {
        try {
            return shared(begin(key, version).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Guest.Away("version " + version.version() + " is being loaded");
        } catch (ExecutionException e) {
            return new Guest.Away("version " + version.version() + " could not be loaded: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Guest.Away("the service is stopping");
        }
    }

    /** What came, with a lease of the caller's own. */
    private static Guest shared(Guest came) {
        return came instanceof Guest.Here here
                ? here.lease()
                        .share()
                        .<Guest>map(Guest.Here::new)
                        .orElse(new Guest.Away("too many other versions are in use at once"))
                : came;
    }

    synchronized int count() {
        return held.size();
    }

    private synchronized Optional<Lease> here(Key key) {
        return Optional.ofNullable(held.get(key)).flatMap(Lease::share);
    }

    private synchronized CompletableFuture<Guest> begin(Key key, VersionRef version) {
        CompletableFuture<Guest> under = loading.get(key);
        if (under != null) {
            return under;
        }
        CompletableFuture<Guest> coming = new CompletableFuture<>();
        Lease here = held.get(key);
        if (here != null) {
            coming.complete(new Guest.Here(here));
            return coming;
        }
        Failure failure = failed.get(key);
        if (failure != null && clock.instant().isBefore(failure.until())) {
            coming.complete(failure.what());
            return coming;
        }
        try {
            threads.execute(() -> load(key, version, coming));
            loading.put(key, coming);
        } catch (RejectedExecutionException e) {
            coming.complete(new Guest.Away("too many other versions are being loaded"));
        }
        return coming;
    }

    private void load(Key key, VersionRef version, CompletableFuture<Guest> coming) {
        long began = System.nanoTime();
        try {
            Guest guest = loader.apply(key.domain(), version);
            long tookMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            log(key, guest, tookMillis);
            settle(key, guest);
            forget(key);
            coming.complete(guest);
        } catch (RuntimeException e) {
            LOG.errorf(e, "versions.failed domain=%s version=%d", key.domain(), key.version());
            forget(key);
            coming.completeExceptionally(e);
        }
    }

    private static void log(Key key, Guest guest, long tookMillis) {
        String why = switch (guest) {
            case Guest.Here _ -> "";
            case Guest.Refused(var reason) -> reason;
            case Guest.Gone(var reason) -> reason;
            case Guest.Away(var reason) -> reason;
        };
        LOG.infof(
                "versions.%s domain=%s version=%d digest=%s took=%dms%s",
                guest instanceof Guest.Here ? "loaded" : "refused",
                key.domain(),
                key.version(),
                key.adapter().brief(),
                tookMillis,
                why.isEmpty() ? "" : " why=\"" + why + "\"");
    }

    private synchronized void settle(Key key, Guest guest) {
        failed.remove(key);
        switch (guest) {
            case Guest.Here(var lease) -> hold(key, lease);
            case Guest.Refused _, Guest.Gone _ -> fail(key, guest, REFUSED_FOR);
            case Guest.Away _ -> fail(key, guest, AWAY_FOR);
        }
    }

    private void fail(Key key, Guest guest, Duration before) {
        failed.put(key, new Failure(guest, clock.instant().plus(before)));
    }

    private void hold(Key key, Lease lease) {
        if (closed) {
            lease.close();
            return;
        }
        held.put(key, lease);
        while (held.size() > most) {
            held.pollFirstEntry().getValue().close();
        }
    }

    private synchronized void forget(Key key) {
        loading.remove(key);
    }

    /** No guest is loaded any more; readers finish. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            held.values().forEach(Lease::close);
            held.clear();
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("versions.stop waited=%s why=\"a version is still being loaded\"", STOP_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
