package dev.driftline.trainer;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.window.Interval;
import dev.driftline.trainer.step.Learned;
import dev.driftline.trainer.window.Task;
import dev.driftline.trainer.window.Window;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells of the loop's work in logs and metrics. Changes nothing. Used by the training thread alone. */
final class Journal {
    private static final Logger LOG = Logger.getLogger("trainer");

    private final MeterRegistry meters;
    private final LongSupplier nanos;
    private final Map<DomainName, Double> losses = new ConcurrentHashMap<>();
    private final Map<DomainName, Times> times = new HashMap<>();
    private final Map<Stage, String> troubles = new HashMap<>();

    Journal(MeterRegistry meters, LongSupplier nanos) {
        this.meters = meters;
        this.nanos = nanos;
    }

    /** Of the work for a domain, what goes well or fails as one. */
    private record Stage(DomainName domain, String name) {}

    /** Of a window under way, all since it began. */
    private static final class Times {
        private final long beganNanos;
        private long trainedMillis;
        private long examinedMillis;
        private Learned.@Nullable Search search;

        private Times(long beganNanos) {
            this.beganNanos = beganNanos;
        }
    }

    /** A window goes into training; returns it in words. */
    String began(Window window) {
        DomainState state = window.state();
        times.put(state.domain(), new Times(nanos.getAsLong()));
        LOG.infof(
                "trainer.window domain=%s window=%d examples=%d offsets=%s duplicates=%d",
                state.domain(), state.windows(), window.examples().size(), window.interval(), window.duplicates());
        return "training window " + state.windows() + ": " + window.examples().size() + " examples, offsets "
                + window.interval();
    }

    /** A backlog is read by offset. */
    void refills(Task.Refill task) {
        LOG.infof("trainer.backlog domain=%s offsets=%d..%d", task.domain(), task.from(), task.to() - 1);
    }

    /** The version is trained and has still to sit its exam. */
    void trained(Window window, Learned learned) {
        Times own = of(window.state().domain());
        own.trainedMillis = tookMillis(own);
        own.search = learned instanceof Learned.Done done ? done.search() : null;
    }

    /** The exam is over. */
    void examined(Window window) {
        Times own = of(window.state().domain());
        own.examinedMillis = tookMillis(own);
    }

    void entered(LedgerEntry entry) {
        DomainName domain = entry.state().domain();
        Times own = of(domain);
        switch (entry.event()) {
            case LedgerEvent.VersionAdded added -> {
                Manifest manifest = added.manifest();
                LOG.infof(
                        "trainer.step domain=%s version=%d examples=%d drawn=%d offsets=%s loss=%s steps=%d alone=%s exam=%d/%d"
                                + " promoted=%s%s trained=%dms examined=%dms took=%dms",
                        domain,
                        manifest.version(),
                        manifest.trained(),
                        manifest.drawn(),
                        manifest.interval(),
                        String.format(Locale.ROOT, "%.3f", manifest.loss()),
                        manifest.steps(),
                        manifest.running().alone(),
                        manifest.evidence().candidateRight(),
                        manifest.evidence().examSize(),
                        added.decision().promote(),
                        own.search == null ? "" : words(own.search, manifest.validation()),
                        own.trainedMillis,
                        own.examinedMillis - own.trainedMillis,
                        tookMillis(own));
                if (losses.put(domain, manifest.loss()) == null) {
                    meters.gauge(
                            "driftline.trainer.loss",
                            Tags.of("domain", domain.value()),
                            losses,
                            all -> all.getOrDefault(domain, Double.NaN));
                }
                count(domain, "version");
            }
            default -> count(domain, "withheld");
        }
        meters.timer("driftline.trainer.window", "domain", domain.value())
                .record(nanos.getAsLong() - own.beganNanos, TimeUnit.NANOSECONDS);
    }

    /** What BiDoRA's upper level looked at, and how far the magnitudes are from the base's. */
    private static String words(Learned.Search search, @Nullable Interval validation) {
        return String.format(
                Locale.ROOT,
                " validated=%s drift=%.4f%s",
                validation == null ? "split" : validation,
                search.drift(),
                search.guarded() ? " guard=reached" : "");
    }

    void withheld(Window window, Finished.Poisoned poisoned) {
        LOG.errorf(
                "trainer.withheld domain=%s window=%d offsets=%s reason=%s",
                window.state().domain(), window.state().windows(), window.interval(), poisoned.why());
    }

    void abandoned(Window window) {
        LOG.infof("trainer.abandoned domain=%s offsets=%s", window.state().domain(), window.interval());
    }

    void dropped(Window window, DomainState newest) {
        LOG.warnf(
                "trainer.dropped domain=%s offsets=%s made-on=%d newest=%d",
                window.state().domain(), window.interval(), window.state().number(), newest.number());
        count(window.state().domain(), "dropped");
    }

    void refused(Window window, String why) {
        LOG.errorf("trainer.refused domain=%s offsets=%s why=%s", window.state().domain(), window.interval(), why);
        count(window.state().domain(), "refused");
    }

    /** Expected trouble: told once, however often it is tried again. */
    void paused(DomainName domain, String stage, RuntimeException trouble) {
        if (isNew(domain, stage, trouble)) {
            LOG.warnf("trainer.paused domain=%s why=%s", domain, trouble.getMessage());
        }
    }

    /** Told once, and with its stack once for all domains that have it. */
    void broken(DomainName domain, String stage, RuntimeException trouble) {
        boolean known = troubles.containsValue(trouble.toString());
        if (isNew(domain, stage, trouble)) {
            LOG.errorf(known ? null : trouble, "trainer.broken domain=%s stage=%s why=%s", domain, stage, trouble);
        }
        count(domain, "broken");
    }

    /** The same trouble is news again. */
    void wentWell(DomainName domain, String stage) {
        troubles.remove(new Stage(domain, stage));
    }

    private boolean isNew(DomainName domain, String stage, RuntimeException trouble) {
        String cause = trouble.toString();
        return !cause.equals(troubles.put(new Stage(domain, stage), cause));
    }

    private void count(DomainName domain, String outcome) {
        meters.counter("driftline.trainer.windows", "domain", domain.value(), "outcome", outcome)
                .increment();
    }

    private Times of(DomainName domain) {
        return times.computeIfAbsent(domain, unknown -> new Times(nanos.getAsLong()));
    }

    private long tookMillis(Times own) {
        return (nanos.getAsLong() - own.beganNanos) / 1_000_000;
    }
}
