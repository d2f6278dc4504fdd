package dev.driftline.registry.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignTestTest {
    /** Printed tables of the binomial distribution at one half; the same as R's 1 - pbinom(losses - 1, n, 0.5). */
    @ParameterizedTest
    @CsvSource({
        "15, 5, 0.02069473",
        "8, 2, 0.0546875",
        "9, 1, 0.01074219",
        "5, 0, 0.03125",
        "4, 0, 0.0625",
        "60, 40, 0.02844397",
        "0, 12, 1.0"
    })
    void agreesWithBinomialTables(int losses, int wins, double expected) {
        assertThat(SignTest.chanceOfAtLeast(losses, wins)).isCloseTo(expected, within(1e-8));
    }

    @Test
    void agreesWithCountingEveryOutcomeOfUpToSixteenCoins() {
        for (int coins = 0; coins <= 16; coins++) {
            long[] outcomes = new long[coins + 1];
            for (int heads = 0; heads < 1 << coins; heads++) {
                outcomes[Integer.bitCount(heads)]++;
            }
            long atLeast = 0;
            for (int losses = coins; losses >= 0; losses--) {
                atLeast += outcomes[losses];
                assertThat(SignTest.chanceOfAtLeast(losses, coins - losses)).isEqualTo((double) atLeast / (1 << coins));
            }
        }
    }

    @Test
    void agreesWithAWalkOverAsManyCoinsAsAnExamHolds() {
        int coins = 256;
        double[] chances = {1};
        for (int coin = 0; coin < coins; coin++) {
            double[] next = new double[chances.length + 1];
            for (int heads = 0; heads < chances.length; heads++) {
                next[heads] += chances[heads] / 2;
                next[heads + 1] += chances[heads] / 2;
            }
            chances = next;
        }
        double atLeast = 0;
        for (int losses = coins; losses >= 0; losses--) {
            atLeast += chances[losses];
            assertThat(SignTest.chanceOfAtLeast(losses, coins - losses)).isCloseTo(atLeast, within(1e-12));
        }
    }
}
