package dev.driftline.serving.measure;

import dev.driftline.contracts.domain.DomainName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A counter for each domain and version, within bounds: domains beyond the most that have one share the name {@value #OTHERS}, and of a
 * domain's versions those that were not seen for longest leave. Any thread may count.
 */
public final class PerVersion {
    /** Domains with series of their own. */
    public static final int MOST_DOMAINS = 1_000;

    static final int VERSIONS_KEPT = 4;
    static final String OTHERS = "others";

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final int most;
    private final Counter others;
    private final ConcurrentMap<DomainName, Row> rows = new ConcurrentHashMap<>();

    public PerVersion(MeterRegistry registry, String name, String description) {
        this(registry, name, description, MOST_DOMAINS);
    }

    PerVersion(MeterRegistry registry, String name, String description, int most) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.most = most;
        others = counter(OTHERS, OTHERS);
    }

    public void add(DomainName domain, int version, int count) {
        Row row = rows.get(domain);
        if (row == null && rows.size() < most) {
            row = rows.computeIfAbsent(domain, Row::new);
        }
        (row == null ? others : row.of(version)).increment(count);
    }

    private Counter counter(String domain, String version) {
        return Counter.builder(name)
                .description(description)
                .tag("domain", domain)
                .tag("version", version)
                .register(registry);
    }

    /** One domain's versions, the longest unseen first: whenever another is seen than just before, it is found, and so goes to the end. */
    private final class Row {
        private final DomainName domain;
        private final Map<Integer, Counter> versions = new LinkedHashMap<>(16, 0.75f, true);
        private volatile @Nullable Last last;

        private record Last(int version, Counter counter) {}

        private Row(DomainName domain) {
            this.domain = domain;
        }

        private Counter of(int version) {
            Last known = last;
            return known != null && known.version() == version ? known.counter() : find(version);
        }

        private synchronized Counter find(int version) {
            Counter counter =
                    versions.computeIfAbsent(version, number -> counter(domain.value(), String.valueOf(number)));
            if (versions.size() > VERSIONS_KEPT) {
                var oldest = versions.entrySet().iterator();
                registry.remove(oldest.next().getValue());
                oldest.remove();
            }
            last = new Last(version, counter);
            return counter;
        }
    }
}
