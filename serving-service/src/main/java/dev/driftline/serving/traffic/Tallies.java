package dev.driftline.serving.traffic;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.TrafficRule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of each domain's rule. The counts of a rule leave with it: there are as many series as rules, however many there have
 * been.
 */
final class Tallies {
    private final ConcurrentMap<DomainName, Tally> tallies = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    Tallies(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One rule's counts. */
    record Tally(
            TrafficRule rule,
            Counter byChampion,
            Counter byChallenger,
            Counter notLoaded,
            Counter agreed,
            Counter disagreed,
            Counter dropped,
            Counter failed,
            Timer challenger) {
        private List<Meter> meters() {
            return List.of(byChampion, byChallenger, notLoaded, agreed, disagreed, dropped, failed, challenger);
        }
    }

    /** Of the rule that a domain has now; that before it leaves. */
    Tally of(DomainName domain, TrafficRule rule) {
        Tally tally = still(domain, rule);
        if (tally != null) {
            return tally;
        }
        return tallies.compute(domain, (_, before) -> {
            if (before != null && before.rule().equals(rule)) {
                return before;
            }
            remove(before);
            return register(domain, rule);
        });
    }

    /** Of a rule that may have ended since it was looked up: nothing is begun for it, and null then. */
    @Nullable
    Tally still(DomainName domain, TrafficRule rule) {
        Tally tally = tallies.get(domain);
        return tally != null && tally.rule().equals(rule) ? tally : null;
    }

    /** The domain has no rule any more. */
    void end(DomainName domain) {
        if (tallies.containsKey(domain)) {
            remove(tallies.remove(domain));
        }
    }

    private void remove(@Nullable Tally tally) {
        if (tally != null) {
            tally.meters().forEach(registry::remove);
        }
    }

    private Tally register(DomainName domain, TrafficRule rule) {
        String challenger = String.valueOf(rule.version().version());
        Tags tags = Tags.of("domain", domain.value(), "challenger", challenger);
        return new Tally(
                rule,
                answers(tags.and("version", "live")),
                answers(tags.and("version", challenger)),
                Counter.builder("driftline.serving.traffic.missed")
                        .description("Questions for a challenger that was not loaded: the live version answered")
                        .tags(tags)
                        .register(registry),
                compared(tags, "agreed"),
                compared(tags, "disagreed"),
                compared(tags, "dropped"),
                compared(tags, "failed"),
                Timer.builder("driftline.serving.traffic.challenger")
                        .description("A compared question in the challenger, off every client's path")
                        .tags(tags)
                        .register(registry));
    }

    private Counter answers(Tags tags) {
        return Counter.builder("driftline.serving.traffic.answers")
                .description("Questions of a domain with a traffic rule, by the version that answered")
                .tags(tags)
                .register(registry);
    }

    private Counter compared(Tags tags, String outcome) {
        return Counter.builder("driftline.serving.traffic.compared")
                .description("Texts for which the challenger was asked too, by what came of it")
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }
}
