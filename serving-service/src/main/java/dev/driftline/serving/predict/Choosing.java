package dev.driftline.serving.predict;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.slots.Swaps;
import dev.driftline.serving.traffic.Side;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Found;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Which version answers, and how fresh it must be. A version that never changes is fresh enough or not, at once; for the live one somebody
 * may sleep until a swap, outside the queue for the engine. Many threads.
 */
final class Choosing {
    private static final Side PLAIN = new Side.Plain();
    private static final Duration LOOK = Duration.ofMillis(500);
    private final Slots slots;
    private final Directory directory;
    private final Versions versions;
    private final Traffic traffic;
    private final Semaphore waiting;

    /** @param mostWaiting questions that may sleep until a swap */
    Choosing(
            Slots slots,
            Directory directory,
            Versions versions,
            Traffic traffic,
            int mostWaiting,
            MeterRegistry meters) {
        unless(mostWaiting >= 0, "driftline.serving.answers.waiting", "must be 0 or more");
        this.slots = slots;
        this.directory = directory;
        this.versions = versions;
        this.traffic = traffic;
        waiting = new Semaphore(mostWaiting);
        Gauge.builder("driftline.serving.waiting", waiting, free -> mostWaiting - free.availablePermits())
                .description("Questions that wait for fresher weights")
                .register(meters);
    }

    /** @param gone whether nobody waits for it any more */
    Chosen of(DomainName domain, Terms terms, BooleanSupplier gone) {
        Optional<Reply> absence = terms.which() instanceof Which.Live ? Optional.empty() : directory.absence(domain);
        if (absence.isPresent()) {
            return new Chosen.Nobody(absence.get());
        }
        return switch (terms.which()) {
            case Which.Live _ -> live(domain, terms, gone);
            case Which.Numbered(var version) ->
                fixed(domain, terms, versions.numbered(domain, version, terms.patience()));
            case Which.LiveAt(var then) -> fixed(domain, terms, versions.liveAt(domain, then, terms.patience()));
            case Which.Candidate _ -> fixed(domain, terms, versions.candidate(domain, terms.patience()));
        };
    }

    /** One that no swap makes fresher. */
    private Chosen fixed(DomainName domain, Terms terms, Found found) {
        return switch (found) {
            case Found.Here(var lease) -> {
                if (isFresh(domain, lease, terms)) {
                    yield new Chosen.By(lease, PLAIN);
                }
                lease.close();
                yield stale(domain, terms, lease.version());
            }
            case Found.Unknown(var why) -> new Chosen.Nobody(new Reply.NoSuchVersion(domain, why));
            case Found.Gone(var why) -> new Chosen.Nobody(new Reply.VersionGone(domain, why));
            case Found.NotThen(var then, var firstAt) ->
                new Chosen.Nobody(new Reply.NotLiveThen(domain, then, firstAt));
            case Found.Invalid(var field, var why) -> new Chosen.Nobody(new Reply.Invalid(field, why));
            case Found.Busy(var why) -> new Chosen.Nobody(new Reply.Busy(why));
            case Found.Away(var why) -> new Chosen.Nobody(new Reply.NotLoaded(domain, why));
        };
    }

    private Chosen live(DomainName domain, Terms terms, BooleanSupplier gone) {
        long deadline = System.nanoTime() + terms.patience().toNanos();
        Side side = traffic.side(domain, terms.client(), terms.atLeast());
        if (side instanceof Side.Challenger(var _, var _, var lease)) {
            return new Chosen.By(lease, side);
        }
        Optional<Lease> now = slots.acquire(domain, terms.patience());
        if (now.isPresent() && isFresh(domain, now.get(), terms)) {
            return new Chosen.By(now.get(), side);
        }
        now.ifPresent(Lease::close);
        if (terms.atLeast() == null) {
            return new Chosen.Nobody(directory.whySilent(domain));
        }
        Optional<Reply> absence = now.isPresent() ? Optional.empty() : directory.absence(domain);
        if (absence.isPresent()) {
            return new Chosen.Nobody(absence.get());
        }
        if (!waiting.tryAcquire()) {
            return new Chosen.Nobody(new Reply.Busy("as many as may already wait for fresher weights"));
        }
        try {
            return awaitFresh(domain, terms, side, deadline, gone);
        } finally {
            waiting.release();
        }
    }

    private Chosen awaitFresh(DomainName domain, Terms terms, Side side, long deadline, BooleanSupplier gone) {
        Swaps swaps = slots.swaps();
        while (true) {
            long seen = swaps.count(domain);
            Optional<Lease> now = slots.acquire(domain, left(deadline));
            if (now.isPresent() && isFresh(domain, now.get(), terms)) {
                return new Chosen.By(now.get(), side);
            }
            Optional<VersionRef> available = now.map(Lease::version);
            now.ifPresent(Lease::close);
            if (!awaitPast(swaps, domain, seen, deadline, gone)) {
                return available
                        .map(there -> stale(domain, terms, there))
                        .orElseGet(() -> new Chosen.Nobody(directory.whySilent(domain)));
            }
        }
    }

    /** In turns, so that a seat is not held for long for who is gone. */
    private static boolean awaitPast(Swaps swaps, DomainName domain, long seen, long deadline, BooleanSupplier gone) {
        while (!gone.getAsBoolean() && left(deadline).isPositive()) {
            Duration turn = left(deadline).compareTo(LOOK) < 0 ? left(deadline) : LOOK;
            if (swaps.awaitPast(domain, seen, turn)) {
                return true;
            }
        }
        return false;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private boolean isFresh(DomainName domain, Lease lease, Terms terms) {
        Long atLeast = terms.atLeast();
        return atLeast == null || directory.hasLearned(domain, lease.version(), atLeast);
    }

    private static Chosen stale(DomainName domain, Terms terms, VersionRef available) {
        boolean mayPass = switch (terms.which()) {
            case Which.Live _ -> true;
            case Which.Numbered _, Which.LiveAt _, Which.Candidate _ -> false;
        };
        return new Chosen.Nobody(new Reply.Stale(domain, Objects.requireNonNull(terms.atLeast()), available, mayPass));
    }
}
