package dev.driftline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.benchmarks.report.Paired.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    /** Of 1..n the mean is (n + 1) / 2 and the sample variance n (n + 1) / 12. */
    @Test
    void meanAndDeviationAreThoseOfTheClosedForm() {
        Spread spread = Spread.of(List.of(3.0, 1.0, 5.0, 2.0, 4.0));
        assertThat(spread.count()).isEqualTo(5);
        assertThat(spread.mean()).isEqualTo(3);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt(2.5), within(1e-12));
        assertThat(spread.standardError()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void oneValueHasNoDeviation() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(1, 7, null));
        assertThat(Spread.of(List.of(7.0)).standardError()).isNull();
    }

    /** Differences 1..5: mean 3, standard error sqrt(1/2). */
    @Test
    void differencesArePairedBySeedAndSeedsOfOneSideAreLeftOut() {
        Paired paired = Paired.of(
                        Map.of(1L, 91.0, 2L, 82.0, 3L, 73.0, 4L, 64.0, 5L, 55.0, 6L, 0.0),
                        Map.of(1L, 90.0, 2L, 80.0, 3L, 70.0, 4L, 60.0, 5L, 50.0, 7L, 0.0))
                .orElseThrow();
        assertThat(paired.pairs()).isEqualTo(5);
        assertThat(paired.mean()).isEqualTo(3);
        assertThat(paired.standardError()).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(paired.verdict()).isEqualTo(Verdict.BETTER);
    }

    /** Differences of 0 and 4 have the mean 2 and the standard error 2; of −3 and −5, −4 and 1. */
    @Test
    void lessThanTwoStandardErrorsIsNoise() {
        assertThat(verdict(0, 4)).isEqualTo(Verdict.NOISE);
        assertThat(verdict(-3, -5)).isEqualTo(Verdict.WORSE);
        assertThat(verdict(3, 5)).isEqualTo(Verdict.BETTER);
        assertThat(verdict(0, 0)).isEqualTo(Verdict.NOISE);
    }

    @Test
    void onePairHasNoErrorAndNoneIsNoComparison() {
        assertThat(Paired.of(Map.of(1L, 3.0), Map.of(1L, 1.0)).orElseThrow().verdict())
                .isEqualTo(Verdict.ONE_PAIR);
        assertThat(Paired.of(Map.of(1L, 3.0), Map.of(2L, 1.0))).isEmpty();
    }

    private static Verdict verdict(double first, double second) {
        return Paired.of(Map.of(1L, first, 2L, second), Map.of(1L, 0.0, 2L, 0.0))
                .orElseThrow()
                .verdict();
    }
}
