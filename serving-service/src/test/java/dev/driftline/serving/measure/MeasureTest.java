package dev.driftline.serving.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void everyVersionOfADomainIsCountedAndTheOldestLeave() {
        PerVersion counts = new PerVersion(meters, "answers", "Texts answered", 2);
        for (int version = 1; version <= PerVersion.VERSIONS_KEPT + 1; version++) {
            counts.add(SPAM, version, version);
        }
        counts.add(SPAM, 2, 40);
        assertThat(meters.find("answers").tag("domain", "spam").counters())
                .extracting(one -> one.getId().getTag("version"))
                .containsExactlyInAnyOrder("2", "3", "4", "5");
        assertThat(count("spam", "2")).isEqualTo(42);
    }

    @Test
    void theVersionsSeenLastStayWhicheverWasSeenFirst() {
        PerVersion counts = new PerVersion(meters, "answers", "Texts answered", 2);
        for (int version : new int[] {1, 2, 3, 4, 1, 5, 1, 6}) {
            counts.add(SPAM, version, 1);
        }
        assertThat(meters.find("answers").tag("domain", "spam").counters())
                .extracting(one -> one.getId().getTag("version"))
                .containsExactlyInAnyOrder("4", "5", "1", "6");
        assertThat(count("spam", "1")).isEqualTo(3);
    }

    @Test
    void domainsBeyondTheMostShareOneName() {
        PerVersion counts = new PerVersion(meters, "answers", "Texts answered", 2);
        for (String domain : new String[] {"a", "b", "c", "d"}) {
            counts.add(new DomainName(domain), 1, 1);
        }
        assertThat(count(PerVersion.OTHERS, PerVersion.OTHERS)).isEqualTo(2);
        assertThat(meters.find("answers").counters()).hasSize(3);
    }

    @Test
    void freshnessIsTheAgeOfTheNewestRecordNow() {
        Freshness freshness = new Freshness(meters, InstantSource.fixed(NOW), 1);
        freshness.answers(SPAM, NOW.minusSeconds(60), false);
        freshness.answers(new DomainName("beyond"), NOW, false);
        assertThat(age()).isEqualTo(60);
        freshness.answers(SPAM, NOW.minusSeconds(3), true);
        assertThat(age()).isEqualTo(3);
        assertThat(meters.find("driftline.serving.freshness").gauges()).hasSize(1);
    }

    @Test
    void whatAnotherClockPutsIntoTheFutureHasNoAge() {
        Freshness freshness = new Freshness(meters, InstantSource.fixed(NOW), 1);
        freshness.answers(SPAM, NOW.plusSeconds(60), true);
        assertThat(age()).isZero();
        assertThat(meters.get("driftline.serving.swap.age").timer().totalTime(TimeUnit.SECONDS))
                .isZero();
    }

    @Test
    void aVersionThatLearnedNoRecordHasNoFreshness() {
        Freshness freshness = new Freshness(meters, InstantSource.fixed(NOW), 1);
        freshness.answers(SPAM, NOW.minusSeconds(60), false);
        freshness.answers(SPAM, null, true);
        assertThat(meters.find("driftline.serving.freshness").gauges()).isEmpty();
        freshness.answers(SPAM, NOW.minusSeconds(3), true);
        assertThat(age()).isEqualTo(3);
    }

    @Test
    void whatAServiceReadsAtItsStartIsNoSwap() {
        Freshness freshness = new Freshness(meters, InstantSource.fixed(NOW), 1);
        freshness.answers(SPAM, NOW.minusSeconds(60), false);
        assertThat(meters.get("driftline.serving.swap.age").timer().count()).isZero();
        freshness.answers(SPAM, NOW.minusSeconds(4), true);
        assertThat(meters.get("driftline.serving.swap.age").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(4);
    }

    private double age() {
        return meters.get("driftline.serving.freshness").timeGauge().value(TimeUnit.SECONDS);
    }

    private double count(String domain, String version) {
        Counter counter = meters.get("answers")
                .tag("domain", domain)
                .tag("version", version)
                .counter();
        return counter.count();
    }
}
