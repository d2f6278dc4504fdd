package dev.driftline.serving.traffic;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.traffic.Tallies.Tally;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The one rule behind shadow, canary and A/B. No client waits for a challenger to be loaded: the champion answers meanwhile. Many threads. */
public final class Traffic implements AutoCloseable {
    private static final Side PLAIN = new Side.Plain();
    private final Hints hints;
    private final Versions versions;
    private final Tallies tallies;
    private final Comparisons comparisons;
    private final DoubleSupplier chance;

    /**
     * @param compareQueue questions that may wait to be compared
     * @param chance in [0, 1), for clients without a key
     */
    public Traffic(Hints hints, Versions versions, int compareQueue, MeterRegistry meters, DoubleSupplier chance) {
        this.hints = hints;
        this.versions = versions;
        this.chance = chance;
        tallies = new Tallies(meters);
        comparisons = new Comparisons(compareQueue);
    }

    /**
     * Where a client of {@code domain} goes.
     *
     * @param client null: by chance
     * @param atLeast the offset that must have been learned: a challenger that has not is passed over; null: any
     */
    public Side side(DomainName domain, @Nullable String client, @Nullable Long atLeast) {
        Known known = hints.known(domain).orElse(null);
        TrafficRule rule = known == null ? null : known.traffic();
        if (known == null || rule == null) {
            tallies.end(domain);
            return PLAIN;
        }
        Tally tally = tallies.of(domain, rule);
        double point = client == null ? chance.getAsDouble() : rule.point(domain, client);
        boolean chosen = point < rule.share();
        return switch (rule.mode()) {
            case COMPARED -> new Side.Champion(domain, rule, chosen);
            case RETURNED -> {
                boolean fresh = atLeast == null || known.hasLearned(rule.version(), atLeast);
                yield chosen && fresh ? challenger(domain, rule, tally) : new Side.Champion(domain, rule, false);
            }
        };
    }

    private Side challenger(DomainName domain, TrafficRule rule, Tally tally) {
        Optional<Lease> lease = versions.resident(domain, rule.version());
        if (lease.isPresent()) {
            return new Side.Challenger(domain, rule, lease.get());
        }
        tally.notLoaded().increment();
        return new Side.Champion(domain, rule, false);
    }

    /** Counts an answer, and compares it where that is wanted; returns at once. One whose rule has ended meanwhile is left out. */
    public void answered(Side side, Question question, List<Prediction.Result> results) {
        switch (side) {
            case Side.Plain _ -> {}
            case Side.Challenger(var domain, var rule, var _) -> {
                Tally tally = tallies.still(domain, rule);
                if (tally != null) {
                    tally.byChallenger().increment();
                }
            }
            case Side.Champion(var domain, var rule, var compared) -> {
                Tally tally = tallies.still(domain, rule);
                if (tally != null) {
                    tally.byChampion().increment();
                }
                if (tally != null && compared) {
                    comparisons.compare(question, results, () -> versions.resident(domain, rule.version()), tally);
                }
            }
        }
    }

    @Override
    public void close() {
        comparisons.close();
    }
}
