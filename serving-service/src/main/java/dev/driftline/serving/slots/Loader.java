package dev.driftline.serving.slots;

import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.claim.Blobs.Fetched;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings wanted adapters into their slots: one thread stages, a few fetch. Of what waits for the registry a bounded
 * number keeps its bytes, the others ask for them again; so a registry that is away costs little memory, and holds up no
 * domain whose bytes are here.
 */
final class Loader implements AutoCloseable {
    private static final int FETCHERS = 4;
    private static final int STAGE_QUEUE = 32;
    private static final int WAITING_WITH_BYTES = 64;
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private final Stager stager;
    private final Blobs blobs;
    private final FactorShelf factors;
    private final Backoff backoff;
    private final SlotMeters meters;
    private final InstantSource clock;
    private final ExecutorService stage;
    private final ScheduledExecutorService fetch;
    private final Semaphore room = new Semaphore(STAGE_QUEUE);
    private final Semaphore shelf = new Semaphore(WAITING_WITH_BYTES);
    private final AtomicLong untried = new AtomicLong();

    Loader(Stager stager, Blobs blobs, FactorShelf factors, Backoff backoff, SlotMeters meters, InstantSource clock) {
        this.stager = stager;
        this.blobs = blobs;
        this.factors = factors;
        this.backoff = backoff;
        this.meters = meters;
        this.clock = clock;
        stage = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("stage").daemon().factory());
        fetch = Executors.newScheduledThreadPool(
                FETCHERS, Thread.ofPlatform().name("fetch-", 0).daemon().factory());
    }

    /** Hands an adapter to the stage; waits while that is full. {@code adapter} is null for a claim check. */
    void load(Slot slot, Wanted wanted, byte @Nullable [] adapter) {
        untried.incrementAndGet();
        submit(slot, wanted, adapter);
    }

    /** Whether everything told so far has been tried once. */
    boolean settled() {
        return untried.get() == 0;
    }

    private void submit(Slot slot, Wanted wanted, byte @Nullable [] adapter) {
        room.acquireUninterruptibly();
        try {
            stage.execute(() -> {
                room.release();
                attempt(slot, wanted, adapter);
            });
        } catch (RejectedExecutionException stopping) {
            room.release();
        }
    }

    private void attempt(Slot slot, Wanted wanted, byte @Nullable [] adapter) {
        if (!slot.wants(wanted)) {
            settle(wanted);
            return;
        }
        switch (stager.stage(wanted.header().champion(), adapter)) {
            case Staged.Ready ready -> {
                flip(slot, wanted, ready);
                settle(wanted);
            }
            case Staged.Missing missing -> fetchLater(slot, wanted, missing, adapter, 0);
            case Staged.Refused refused -> refuse(slot, wanted, refused);
        }
    }

    private void flip(Slot slot, Wanted wanted, Staged.Ready ready) {
        VersionRef before = slot.version().orElse(null);
        if (slot.flip(wanted, ready.scorer(), clock.instant())) {
            meters.swapped(wanted.header(), before, Duration.between(wanted.toldAt(), clock.instant()));
        } else {
            ready.scorer().close();
        }
    }

    private void fetchLater(Slot slot, Wanted wanted, Staged.Missing missing, byte @Nullable [] adapter, int tries) {
        Duration delay = tries == 0 ? Duration.ZERO : backoff.after(tries);
        byte[] kept = adapter != null && shelf.tryAcquire() ? adapter : null;
        Runnable task = () -> {
            if (kept != null) {
                shelf.release();
            }
            fetch(slot, wanted, missing, kept, tries);
        };
        try {
            var _ = fetch.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            settle(wanted);
        }
    }

    private void fetch(Slot slot, Wanted wanted, Staged.Missing missing, byte @Nullable [] adapter, int tries) {
        boolean shelved = missing.kind() == Staged.Kind.FACTORS && factors.get(missing.blob()) != null;
        if (!slot.wants(wanted) || shelved) {
            submit(slot, wanted, adapter);
            return;
        }
        switch (blobs.fetch(missing.blob())) {
            case Fetched.Blob blob
            when missing.kind() == Staged.Kind.FACTORS -> {
                factors.put(missing.blob(), blob.bytes());
                submit(slot, wanted, adapter);
            }
            case Fetched.Blob blob -> submit(slot, wanted, blob.bytes());
            case Fetched.Corrupt corrupt -> refuse(slot, wanted, new Staged.Refused(Reason.DIGEST, corrupt.reason()));
            case Fetched.Away away -> {
                slot.await(wanted, away.reason());
                meters.waiting(wanted.header(), away.reason(), tries);
                settle(wanted);
                fetchLater(slot, wanted, missing, adapter, tries + 1);
            }
        }
    }

    private void refuse(Slot slot, Wanted wanted, Staged.Refused refused) {
        slot.refuse(wanted, refused.why());
        meters.refused(wanted.header().domain().value(), refused.reason(), refused.why());
        settle(wanted);
    }

    private void settle(Wanted wanted) {
        if (wanted.firstTry()) {
            untried.decrementAndGet();
        }
    }

    @Override
    public void close() {
        fetch.shutdownNow();
        stage.shutdown();
        try {
            if (!stage.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                stage.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
