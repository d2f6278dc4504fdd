package dev.driftline.serving.versions;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.slots.Guest;
import dev.driftline.serving.slots.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A bounded number of loaded versions, the longest unused leaving first; a reader's own lease outlives that. Each is loaded once however
 * many wait for it. Many threads.
 */
final class Guests implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Guests.class);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 32;
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private record Key(DomainName domain, VersionRef version) {}

    private final LinkedHashMap<Key, Lease> held = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, CompletableFuture<Guest>> loading = new HashMap<>();
    private final int most;
    private final Function<VersionRef, Guest> loader;
    private final ThreadPoolExecutor threads;
    private boolean closed;

    /** @param loader blocks until a version is loaded */
    Guests(int most, Function<VersionRef, Guest> loader) {
        unless(most >= 1, "driftline.serving.versions.guests", "must be 1 or more");
        this.most = most;
        this.loader = loader;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("guest-", 0).daemon().factory());
    }

    /** A lease on a version that is here; else its loading begins, and there is none yet. */
    Optional<Lease> now(DomainName domain, VersionRef version) {
        Key key = new Key(domain, version);
        Optional<Lease> here = here(key);
        if (here.isEmpty()) {
            var _ = begin(key);
        }
        return here;
    }

    /** Waits for a version to be loaded; goes on loading when the patience ends first. */
    Guest await(DomainName domain, VersionRef version, Duration patience) {
        Key key = new Key(domain, version);
        Optional<Lease> here = here(key);
        if (here.isPresent()) {
            return new Guest.Here(here.get());
        }
        try {
            Guest came = begin(key).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!(came instanceof Guest.Here guest)) {
                return came;
            }
            return guest.lease()
                    .share()
                    .<Guest>map(Guest.Here::new)
                    .orElse(new Guest.Away("too many other versions are in use at once"));
        } catch (TimeoutException e) {
            return new Guest.Away("version " + version.version() + " is being loaded");
        } catch (ExecutionException e) {
            return new Guest.Away("version " + version.version() + " could not be loaded: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Guest.Away("the service is stopping");
        }
    }

    synchronized int count() {
        return held.size();
    }

    private synchronized Optional<Lease> here(Key key) {
        return Optional.ofNullable(held.get(key)).flatMap(Lease::share);
    }

    private synchronized CompletableFuture<Guest> begin(Key key) {
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
        try {
            threads.execute(() -> load(key, coming));
            loading.put(key, coming);
        } catch (RejectedExecutionException e) {
            coming.complete(new Guest.Away("too many other versions are being loaded"));
        }
        return coming;
    }

    private void load(Key key, CompletableFuture<Guest> coming) {
        long began = System.nanoTime();
        try {
            Guest guest = loader.apply(key.version());
            long tookMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            log(key, guest, tookMillis);
            settle(key, guest);
            coming.complete(guest);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "versions.failed domain=%s version=%d",
                    key.domain(),
                    key.version().version());
            coming.completeExceptionally(e);
        } finally {
            forget(key);
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
                key.version().version(),
                key.version().adapter().brief(),
                tookMillis,
                why.isEmpty() ? "" : " why=\"" + why + "\"");
    }

    private synchronized void settle(Key key, Guest guest) {
        if (!(guest instanceof Guest.Here here)) {
            return;
        }
        if (closed) {
            here.lease().close();
            return;
        }
        held.put(key, here.lease());
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
