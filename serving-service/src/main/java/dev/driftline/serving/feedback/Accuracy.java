package dev.driftline.serving.feedback;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.LiveAccuracy;
import dev.driftline.serving.measure.PerVersion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each version was right, as far as anybody said: of each domain its newest versions, counted from this service's start. Domains
 * beyond the most that are kept share one count. What is told twice counts once, within bounds.
 */
final class Accuracy {
    static final int MOST_VERSIONS = 8;
    static final int MOST_DOMAINS = PerVersion.MOST_DOMAINS;
    private static final String OTHERS = "others";
    private static final int MOST_REMEMBERED = 10_000;

    private final MeterRegistry registry;
    private final Map<DomainName, TreeMap<Integer, Tally>> domains = new HashMap<>();
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Tally(Counter right, Counter wrong) {}

    Accuracy(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts one answer.
     *
     * @param id of the answer to one text
     * @param version one that the domain has: the newest push out others
     */
    synchronized void told(String id, DomainName domain, int version, boolean right) {
        if (told.put(id, right) != null) {
            return;
        }
        if (domains.size() >= MOST_DOMAINS && !domains.containsKey(domain)) {
            count(tally(OTHERS, OTHERS), right);
            return;
        }
        TreeMap<Integer, Tally> versions = domains.computeIfAbsent(domain, _ -> new TreeMap<>());
        if (versions.size() >= MOST_VERSIONS && version < versions.firstKey()) {
            return;
        }
        Tally tally = versions.computeIfAbsent(version, number -> tally(domain.value(), number.toString()));
        count(tally, right);
        if (versions.size() > MOST_VERSIONS) {
            Tally oldest = versions.pollFirstEntry().getValue();
            registry.remove(oldest.right());
            registry.remove(oldest.wrong());
        }
    }

    private static void count(Tally tally, boolean right) {
        (right ? tally.right() : tally.wrong()).increment();
    }

    private Tally tally(String domain, String version) {
        return new Tally(counter(domain, version, "right"), counter(domain, version, "wrong"));
    }

    private Counter counter(String domain, String version, String outcome) {
        return Counter.builder("driftline.serving.feedback")
                .description("Answers whose true label was told")
                .tag("domain", domain)
                .tag("version", version)
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Of each version that anything was told of, newest first. */
    synchronized List<LiveAccuracy> of(DomainName domain) {
        List<LiveAccuracy> all = new ArrayList<>();
        domains.getOrDefault(domain, new TreeMap<>())
                .descendingMap()
                .forEach((version, tally) ->
                        all.add(LiveAccuracy.of(version, (long) tally.right().count(), (long)
                                tally.wrong().count())));
        return all;
    }
}
