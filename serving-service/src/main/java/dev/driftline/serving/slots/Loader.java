package dev.driftline.serving.slots;

import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.claim.Blobs.Fetched;
import dev.driftline.serving.claim.Coordinate;
import dev.driftline.serving.engine.Engine.Scorer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings wanted adapters into their slots: one thread stages, one reads from the topic, a few ask the registry; small ones before large ones.
 * Of what waits for the registry a bounded number keeps its bytes, the others ask for them again; so a registry that is away costs little
 * memory, and holds up no domain whose bytes are here or in the topic.
 */
final class Loader implements AutoCloseable {
    private static final int STAGE_QUEUE = 32;
    private static final int ASKED_AT_ONCE = 256;
    private static final int REGISTRY_READERS = 4;
    private static final int WAITING_WITH_BYTES = 64;

    /** By which a larger adapter lets smaller ones pass: one of a megabyte for a tenth of a second, and no longer. */
    private static final long NANOS_A_BYTE = 100;

    /** By which what nobody waits for lets others pass. */
    private static final Duration NO_HURRY = Duration.ofSeconds(1);

    /** Between two looks for a place while every adapter in memory is being read, and how long that goes on. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private static final Duration LOOK_WITHIN = Duration.ofSeconds(2);

    private final Stager stager;
    private final Blobs blobs;
    private final FactorShelf factors;
    private final Residents residents;
    private final Function<AdapterRecord.Header, List<String>> labels;
    private final Backoff backoff;
    private final SlotMeters meters;
    private final InstantSource clock;
    private final Swaps swaps;
    private final Workers stage = new Workers("stage", 1);
    private final Workers topic = new Workers("carried", 1);
    private final Workers registry = new Workers("fetch", REGISTRY_READERS);
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("again").daemon().factory());
    private final Semaphore room = new Semaphore(STAGE_QUEUE);
    private final Semaphore asked = new Semaphore(ASKED_AT_ONCE);
    private final Semaphore shelf = new Semaphore(WAITING_WITH_BYTES);
    private final AtomicLong untried = new AtomicLong();

    /** An adapter on its way into a slot. */
    private record Errand(Slot slot, Wanted wanted) {
        VersionRef version() {
            return wanted.header().champion();
        }

        boolean off() {
            return !slot.wants(wanted);
        }
    }

    /** @param labels of a header's domain, in order; empty while they are not known */
    Loader(
            Stager stager,
            Blobs blobs,
            FactorShelf factors,
            Residents residents,
            Function<AdapterRecord.Header, List<String>> labels,
            Backoff backoff,
            SlotMeters meters,
            InstantSource clock,
            Swaps swaps) {
        this.stager = stager;
        this.blobs = blobs;
        this.factors = factors;
        this.residents = residents;
        this.labels = labels;
        this.backoff = backoff;
        this.meters = meters;
        this.clock = clock;
        this.swaps = swaps;
    }

    /** What was told; waits while the stage is full. {@code adapter} is null for a claim check. */
    void told(Slot slot, Wanted wanted, byte @Nullable [] adapter) {
        untried.incrementAndGet();
        Errand errand = new Errand(slot, wanted);
        if (adapter != null) {
            stage(errand, adapter);
        } else if (residents.admit(slot, errand.version().adapterBytes(), wanted.asked())) {
            claim(errand);
        } else {
            cool(errand);
        }
    }

    /** What was asked for; returns at once. */
    void asked(Slot slot, Wanted wanted) {
        if (!asked.tryAcquire()) {
            slot.drop(wanted, "too many cold adapters are being loaded");
            return;
        }
        Errand errand = new Errand(slot, wanted);
        Coordinate carried = wanted.target().carried();
        if (carried == null) {
            claim(errand);
        } else {
            submit(topic, errand, () -> carried(errand, carried));
        }
    }

    /** Whether everything told so far has been tried once. */
    boolean settled() {
        return untried.get() == 0;
    }

    private void carried(Errand errand, Coordinate where) {
        if (errand.off()) {
            settle(errand);
            return;
        }
        switch (blobs.carried(where, errand.wanted().header())) {
            case Fetched.Blob blob -> stage(errand, blob.bytes());
            case Fetched.Corrupt corrupt -> refuse(errand, new Staged.Refused(Reason.DIGEST, corrupt.reason()));
            case Fetched.Away away -> {
                meters.notCarried(errand.wanted().header(), away.reason());
                claim(errand);
            }
        }
    }

    private void claim(Errand errand) {
        fetchLater(errand, new Staged.Missing(errand.version().adapter(), Staged.Kind.ADAPTER), null, 0);
    }

    /** Waits while the stage is full. */
    private void stage(Errand errand, byte[] adapter) {
        room.acquireUninterruptibly();
        boolean submitted = submit(stage, errand, () -> {
            room.release();
            attempt(errand, adapter);
        });
        if (!submitted) {
            room.release();
        }
    }

    private void attempt(Errand errand, byte[] adapter) {
        if (errand.off()) {
            settle(errand);
        } else if (!residents.fits(adapter.length)) {
            refuse(
                    errand,
                    new Staged.Refused(Reason.UNFIT, "it is larger than driftline.serving.slots.memory: raise that"));
        } else if (residents.admit(
                errand.slot(), adapter.length, errand.wanted().asked())) {
            tryOut(errand, adapter);
        } else if (errand.wanted().asked()) {
            lookAgain(errand, adapter);
        } else {
            cool(errand);
        }
    }

    private void tryOut(Errand errand, byte[] adapter) {
        Staged staged = stager.stage(
                errand.version(),
                adapter,
                labels.apply(errand.wanted().header()),
                errand.slot().tried());
        switch (staged) {
            case Staged.Ready ready -> flip(errand, ready.scorer());
            case Staged.Missing missing -> fetchLater(errand, missing, adapter, 0);
            case Staged.Refused refused -> refuse(errand, refused);
        }
    }

    private void flip(Errand errand, Scorer scorer) {
        Slot slot = errand.slot();
        Wanted wanted = errand.wanted();
        long bytes = scorer.bytes();
        Live next = new Live(errand.version(), scorer, () -> residents.left(bytes));
        residents.came(slot, bytes);
        Optional<VersionRef> before = slot.served();
        if (slot.flip(wanted, next, clock.instant())) {
            swaps.swapped(slot.domain());
            say(wanted, before, next, Duration.between(wanted.since(), clock.instant()));
        } else {
            next.leave();
        }
        settle(errand);
    }

    /** What came back from being cold may be another version than the one that answered before. */
    private void say(Wanted wanted, Optional<VersionRef> before, Live now, Duration took) {
        boolean another = !before.equals(Optional.of(now.version()));
        if (wanted.told() || another) {
            meters.swapped(wanted.header(), before, now.scorer().mayRound(), took);
        }
        if (!wanted.told()) {
            meters.warmed(wanted.header(), took);
        }
    }

    /** Every adapter in memory is being read, which does not last. */
    private void lookAgain(Errand errand, byte[] adapter) {
        if (Duration.between(errand.wanted().since(), clock.instant()).compareTo(LOOK_WITHIN) < 0) {
            later(LOOK_AGAIN, errand, () -> stage(errand, adapter));
        } else {
            errand.slot().drop(errand.wanted(), "every adapter in memory is being read");
            settle(errand);
        }
    }

    /** Who sleeps until it comes is woken, and asks for it. */
    private void cool(Errand errand) {
        if (errand.slot().cool(errand.wanted())) {
            meters.cold(errand.wanted().header());
        }
        swaps.swapped(errand.slot().domain());
        settle(errand);
    }

    private void fetchLater(Errand errand, Staged.Missing missing, byte @Nullable [] adapter, int tries) {
        byte[] kept = adapter != null && shelf.tryAcquire() ? adapter : null;
        Runnable fetch = () -> {
            if (kept != null) {
                shelf.release();
            }
            fetch(errand, missing, kept, tries);
        };
        if (tries == 0) {
            submit(registry, errand, fetch);
        } else {
            later(backoff.after(tries), errand, () -> submit(registry, errand, fetch));
        }
    }

    private void fetch(Errand errand, Staged.Missing missing, byte @Nullable [] adapter, int tries) {
        boolean shelved = missing.kind() == Staged.Kind.FACTORS && factors.get(missing.blob()) != null;
        if (errand.off()) {
            settle(errand);
        } else if (shelved) {
            withFactors(errand, adapter);
        } else {
            take(errand, missing, adapter, tries);
        }
    }

    private void take(Errand errand, Staged.Missing missing, byte @Nullable [] adapter, int tries) {
        switch (blobs.fetch(missing.blob())) {
            case Fetched.Blob blob
            when missing.kind() == Staged.Kind.FACTORS -> {
                factors.put(missing.blob(), blob.bytes());
                withFactors(errand, adapter);
            }
            case Fetched.Blob blob -> stage(errand, blob.bytes());
            case Fetched.Corrupt corrupt -> refuse(errand, new Staged.Refused(Reason.DIGEST, corrupt.reason()));
            case Fetched.Away away -> away(errand, missing, adapter, away.reason(), tries);
        }
    }

    private void withFactors(Errand errand, byte @Nullable [] adapter) {
        if (adapter != null) {
            stage(errand, adapter);
        } else {
            claim(errand);
        }
    }

    /** Who told is served as soon as the registry is back; who asked is told at once, and may ask again. */
    private void away(Errand errand, Staged.Missing missing, byte @Nullable [] adapter, String why, int tries) {
        Wanted wanted = errand.wanted();
        meters.waiting(wanted.header(), why, tries);
        if (wanted.told()) {
            errand.slot().await(wanted, why);
            firstTry(wanted);
            fetchLater(errand, missing, adapter, tries + 1);
        } else {
            errand.slot().drop(wanted, why);
            settle(errand);
        }
    }

    private void refuse(Errand errand, Staged.Refused refused) {
        errand.slot().refuse(errand.wanted(), refused.why());
        meters.refused(errand.wanted().header().domain().value(), refused.reason(), refused.why());
        settle(errand);
    }

    /** It came to an end, whichever. */
    private void settle(Errand errand) {
        residents.vacate(errand.slot());
        if (errand.wanted().told()) {
            firstTry(errand.wanted());
        } else {
            asked.release();
        }
    }

    private void firstTry(Wanted wanted) {
        if (wanted.firstTry()) {
            untried.decrementAndGet();
        }
    }

    private boolean submit(Workers workers, Errand errand, Runnable work) {
        Duration grace = errand.wanted().asked() ? Duration.ZERO : NO_HURRY;
        long due = System.nanoTime() + grace.toNanos() + errand.version().adapterBytes() * NANOS_A_BYTE;
        try {
            workers.submit(due, work);
            return true;
        } catch (RejectedExecutionException stopping) {
            settle(errand);
            return false;
        }
    }

    private void later(Duration delay, Errand errand, Runnable work) {
        try {
            var _ = again.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            settle(errand);
        }
    }

    @Override
    public void close() {
        again.shutdownNow();
        registry.close();
        topic.close();
        stage.close();
    }
}
