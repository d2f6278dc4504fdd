package dev.driftline.serving.measure;

import dev.driftline.contracts.domain.DomainName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How old the newest example is, by its event time, that a domain's answers have learned: now, for so many domains and no further ones, and
 * whenever a version took over.
 */
public final class Freshness {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final int most;
    private final Timer atSwap;
    private final ConcurrentMap<DomainName, Shown> newest = new ConcurrentHashMap<>();

    /** The newest example of a domain, and the gauge that shows its age. */
    private record Shown(AtomicReference<Instant> learnedAt, TimeGauge gauge) {}

    public Freshness(MeterRegistry registry, InstantSource clock) {
        this(registry, clock, PerVersion.MOST_DOMAINS);
    }

    Freshness(MeterRegistry registry, InstantSource clock, int most) {
        this.registry = registry;
        this.clock = clock;
        this.most = most;
        atSwap = Histograms.ages("driftline.serving.swap.age")
                .description("Age of the newest example learned by a version when it took over from another")
                .register(registry);
    }

    /**
     * A version answers from now on.
     *
     * @param learnedAt event time of the newest example that it learned; null: it has learned none, and has no freshness
     * @param again whether another answered before: a service that has just started reads old versions
     */
    public void answers(DomainName domain, @Nullable Instant learnedAt, boolean again) {
        if (learnedAt == null) {
            hide(domain);
            return;
        }
        if (again) {
            atSwap.record(age(learnedAt));
        }
        Shown known = newest.get(domain);
        if (known != null) {
            known.learnedAt().set(learnedAt);
        } else if (newest.size() < most) {
            newest.computeIfAbsent(domain, _ -> gauge(domain, learnedAt));
        }
    }

    private void hide(DomainName domain) {
        Shown gone = newest.remove(domain);
        if (gone != null) {
            registry.remove(gone.gauge());
        }
    }

    private Shown gauge(DomainName domain, Instant learnedAt) {
        AtomicReference<Instant> newestOf = new AtomicReference<>(learnedAt);
        TimeGauge gauge = TimeGauge.builder(
                        "driftline.serving.freshness", newestOf, TimeUnit.MILLISECONDS, this::millisSince)
                .description("Age of the newest example that the domain's answers have learned")
                .tag("domain", domain.value())
                .register(registry);
        return new Shown(newestOf, gauge);
    }

    private double millisSince(AtomicReference<Instant> learnedAt) {
        return age(learnedAt.get()).toMillis();
    }

    /** Of what another clock says is yet to come, none. */
    private Duration age(Instant learnedAt) {
        Duration age = Duration.between(learnedAt, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
