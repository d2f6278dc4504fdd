package dev.driftline.trainer.stream;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.window.Lanes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reading side without a broker: a channel over a log in memory, partition 0 alone. */
public final class FakeStream {
    private final FakeLog log;
    private final Lanes lanes;
    private final Map<Integer, Long> committed;
    private final FakeDomains domains;
    private final Intake intake;
    private final Commits commits;
    private long next = -1;

    public FakeStream(FakeLog log, Lanes lanes, Map<Integer, Long> committed) {
        this.log = log;
        this.lanes = lanes;
        this.committed = committed;
        this.domains = new FakeDomains(lanes::told);
        FakeRejects rejects = new FakeRejects();
        this.intake = new Intake(
                log, domains, rejects, lanes, new Patience(Duration.ofMillis(1)), new Tally(new SimpleMeterRegistry()));
        this.commits = new Commits(lanes, rejects, committed::putAll, Runnable::run);
    }

    public void tell(DomainState state) {
        domains.tell(state);
    }

    /** Brings everything that the channel has not brought yet. */
    public void readAll() {
        read(Long.MAX_VALUE);
    }

    /** Brings what lies below {@code to}. */
    public void read(long to) {
        if (next < 0) {
            Beginning beginning = Beginning.of(committed.get(0), lanes.positions(0), log.bounds(Topics.EXAMPLES, 0));
            intake.assigned(Topics.EXAMPLES, 0, beginning);
            next = beginning.start();
        }
        List<RawRecord> records = log.records(0, next, to);
        if (!records.isEmpty()) {
            intake.receive(records);
            next = records.getLast().offset() + 1;
        }
    }

    /** The topic became another one; the channel begins at its first record. */
    public void beginAnew() {
        next = 0;
        lanes.reopen();
    }

    public Commits commits() {
        return commits;
    }

    public Backlog backlog() {
        return new Backlog(log, domains, lanes);
    }

    public Map<Integer, Long> committed() {
        return new HashMap<>(committed);
    }
}
