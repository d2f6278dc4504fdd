package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long SECOND = 1_000_000_000L;
    private final Freshness freshness = new Freshness();

    @Test
    void aRecordIsFreshWithTheFirstAnswerThatPassesItsOffset() {
        freshness.received(7, 1 * SECOND);
        freshness.answered(7, 2 * SECOND);
        assertThat(freshness.waiting()).isEqualTo(1);

        freshness.answered(8, 4 * SECOND);
        freshness.answered(9, 9 * SECOND);
        assertThat(freshness.seconds()).containsExactly(3.0);
        assertThat(freshness.waiting()).isZero();
    }

    @Test
    void aVersionsRecordsAreThoseOfItsWindow() {
        for (int offset = 0; offset < 4; offset++) {
            freshness.received(offset, offset * SECOND);
        }
        freshness.answered(2, 5 * SECOND);
        freshness.answered(4, 6 * SECOND);
        assertThat(freshness.seconds(2, 4)).containsExactlyInAnyOrder(4.0, 3.0);
    }

    @Test
    void anAnswerThatIsQuickerThanTheReceiptTookNoTime() {
        freshness.answered(3, SECOND);
        freshness.received(2, 2 * SECOND);
        assertThat(freshness.seconds()).containsExactly(0.0);
    }

    @Test
    void percentilesAreByNearestRank() {
        List<Double> oneToTwenty =
                IntStream.rangeClosed(1, 20).mapToObj(n -> (double) n).toList();
        assertThat(Freshness.percentile(oneToTwenty, 50)).isEqualTo(10);
        assertThat(Freshness.percentile(oneToTwenty, 95)).isEqualTo(19);
        assertThat(Freshness.percentile(oneToTwenty, 100)).isEqualTo(20);
        assertThat(Freshness.percentile(List.of(), 50)).isNaN();
    }
}
