package dev.driftline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZipfTest {
    private static final int DRAWS = 100_000;

    @Test
    void theKthIsDrawnInProportionToOneOverK() {
        double[] share = shares(new Zipf(10, 1));
        double harmonic = 7381 / 2520.0;
        for (int place = 0; place < 10; place++) {
            assertThat(share[place]).isEqualTo(1 / harmonic / (place + 1), within(0.005));
        }
    }

    @Test
    void withZeroAllAreAlike() {
        assertThat(shares(new Zipf(4, 0))).containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(0.005));
        assertThat(new Zipf(1, 1).draw(new Random(1))).isZero();
    }

    @Test
    void anAbsurdPopularityIsRefused() {
        assertThatThrownBy(() -> new Zipf(0, 1)).hasMessage("--domains: must be 1 or more");
        assertThatThrownBy(() -> new Zipf(2, -1)).hasMessage("--zipf: must be 0 or more");
    }

    private static double[] shares(Zipf zipf) {
        double[] share = new double[10];
        Random random = new Random(1);
        int most = 0;
        for (int i = 0; i < DRAWS; i++) {
            int place = zipf.draw(random);
            share[place] += 1.0 / DRAWS;
            most = Math.max(most, place);
        }
        return Arrays.copyOf(share, most + 1);
    }
}
