package dev.driftline.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.LiveAccuracy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class AccuracyTest {
    private static final DomainName SPAM = new DomainName("spam");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Accuracy accuracy = new Accuracy(meters);

    @Test
    void rightAndWrongAreCountedByVersion() {
        accuracy.told("a", SPAM, 7, true);
        accuracy.told("b", SPAM, 7, true);
        accuracy.told("c", SPAM, 7, false);
        accuracy.told("d", SPAM, 8, true);
        assertThat(accuracy.of(SPAM)).containsExactly(LiveAccuracy.of(8, 1, 0), LiveAccuracy.of(7, 2, 1));
        assertThat(meters.get("driftline.serving.feedback")
                        .tags("domain", "spam", "version", "7", "outcome", "right")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(accuracy.of(new DomainName("other"))).isEmpty();
    }

    @Test
    void whatIsToldTwiceCountsOnce() {
        accuracy.told("a", SPAM, 7, true);
        accuracy.told("a", SPAM, 7, true);
        assertThat(accuracy.of(SPAM)).containsExactly(LiveAccuracy.of(7, 1, 0));
    }

    @Test
    void domainsBeyondTheMostShareOneCount() {
        for (int i = 0; i < Accuracy.MOST_DOMAINS + 2; i++) {
            accuracy.told("of " + i, new DomainName("d" + i), 1, true);
        }
        assertThat(accuracy.of(new DomainName("d" + Accuracy.MOST_DOMAINS))).isEmpty();
        assertThat(meters.get("driftline.serving.feedback")
                        .tags("domain", "others", "outcome", "right")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.getMeters()).hasSize(2 * Accuracy.MOST_DOMAINS + 2);
    }

    @Test
    void onlyTheNewestVersionsOfADomainHaveMetrics() {
        for (int version = 1; version <= 20; version++) {
            accuracy.told("of " + version, SPAM, version, true);
        }
        accuracy.told("late", SPAM, 3, true);
        assertThat(accuracy.of(SPAM)).hasSize(Accuracy.MOST_VERSIONS).first().isEqualTo(LiveAccuracy.of(20, 1, 0));
        assertThat(meters.getMeters()).hasSize(2 * Accuracy.MOST_VERSIONS);
    }
}
