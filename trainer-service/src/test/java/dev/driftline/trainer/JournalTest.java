package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final DomainName WEATHER = new DomainName("weather");

    private final Journal journal = new Journal(new SimpleMeterRegistry(), () -> 0);
    private final LogLines lines = new LogLines();

    @AfterEach
    void leave() {
        lines.close();
    }

    @Test
    void troubleIsToldOnceForADomainAndItsStackOnceForAll() {
        for (int i = 0; i < 3; i++) {
            journal.broken(WEATHER, "train", new IllegalStateException("no memory"));
            journal.broken(new DomainName("tides"), "train", new IllegalStateException("no memory"));
        }
        assertThat(lines.records).extracting(one -> one.getThrown() != null).containsExactly(true, false);
        assertThat(lines.records.getLast().getMessage()).contains("tides", "train", "no memory");
    }

    @Test
    void afterItWentWellTheSameTroubleIsNewsAgain() {
        RuntimeException away = new IllegalStateException("registry is away");
        journal.paused(WEATHER, "open", away);
        journal.paused(WEATHER, "open", away);
        journal.paused(WEATHER, "end", away);
        journal.wentWell(WEATHER, "open");
        journal.paused(WEATHER, "open", away);
        assertThat(lines.records).hasSize(3);
    }
}
