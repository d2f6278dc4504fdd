package dev.driftline.serving.hints;

import dev.driftline.contracts.domain.DomainName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Topics in memory: what lies beyond what was read is seen after reading to the end. */
public final class FakeHints implements Hints {
    public final Map<DomainName, Known> read = new ConcurrentHashMap<>();
    public final Map<DomainName, Known> unread = new ConcurrentHashMap<>();
    public volatile boolean brokerAway;
    public volatile boolean reached = true;

    @Override
    public Optional<Known> known(DomainName domain) {
        return Optional.ofNullable(read.get(domain));
    }

    @Override
    public List<DomainName> domains() {
        return read.keySet().stream().sorted().toList();
    }

    @Override
    public boolean readDomainsToEnd() {
        if (!brokerAway) {
            read.putAll(unread);
        }
        return !brokerAway;
    }

    @Override
    public boolean reached() {
        return reached;
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void close() {}
}
