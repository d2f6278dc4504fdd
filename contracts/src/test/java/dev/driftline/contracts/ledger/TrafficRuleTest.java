package dev.driftline.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.contracts.Samples;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrafficRuleTest {
    private static final int CLIENTS = 10_000;

    @Test
    void aClientStandsAtTheSamePointInEveryProcess() {
        // SHA-256 of "spam", "8" and "alice" with a zero byte between; its first 53 bits as a fraction
        assertThat(rule(8, 0.1).point(Samples.SPAM, "alice")).isEqualTo(0.3235964386736272);
        assertThat(rule(8, 0.9).point(Samples.SPAM, "alice")).isEqualTo(0.3235964386736272);
    }

    @Test
    void aTenthOfTheClientsIsATenth() {
        long below = IntStream.range(0, CLIENTS)
                .filter(i -> rule(8, 0.1).point(Samples.SPAM, "client " + i) < 0.1)
                .count();
        assertThat(below / (double) CLIENTS).isCloseTo(0.1, within(0.01)); // three standard deviations
    }

    @Test
    void anotherVersionOrDomainTriesOnOtherClients() {
        long both = IntStream.range(0, CLIENTS)
                .mapToObj(i -> "client " + i)
                .filter(client -> rule(8, 0.1).point(Samples.SPAM, client) < 0.1)
                .filter(client -> rule(9, 0.1).point(Samples.SPAM, client) < 0.1
                        || rule(8, 0.1).point(new DomainName("ham"), client) < 0.1)
                .count();
        assertThat(both / (double) CLIENTS).isCloseTo(0.1 * 0.19, within(0.006));
    }

    @Test
    void aShareOfNothingOrOfMoreThanAllIsRefused() {
        for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> rule(8, share)).hasMessageContaining("share: must lie above 0 and be at most 1");
        }
        assertThatThrownBy(() -> TrafficRule.Mode.parse("shadow")).hasMessageContaining("returned or compared");
    }

    private static TrafficRule rule(int version, double share) {
        return new TrafficRule(
                new VersionRef(version, Samples.digest("adapter"), 10, 100), share, TrafficRule.Mode.RETURNED);
    }
}
