package dev.driftline.adapters.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.file.Factors;
import dev.driftline.adapters.program.Probe;
import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactorFileTest {
    private static final int RANK = 8;
    private static final Encoder ENCODER = OneBase.BASE.encoder();
    private static final byte[] RANDOM = FactorFile.compute(OneBase.BASE, FactorStart.RANDOM, RANK);

    private static List<float[]> read(byte[] file, int rank) {
        return Factors.read(ENCODER.geometry(), ENCODER.digest(), rank, file).tensors();
    }

    /**
     * Eckart and Young: no matrix of rank r comes nearer than the root of the squared singular values left out. Four power steps on a
     * flat spectrum leave some thousandths; see below that more of them leave nothing.
     */
    @Test
    void factorsComeWithinOneInAHundredOfTheNearestOfTheirRank() {
        List<float[]> factors = read(OneBase.FACTORS, RANK);
        List<Site> sites = ENCODER.geometry().sites();
        try (Program probe = Probe.open(1)) {
            for (int j = 0; j < 4; j++) {
                Site site = sites.get(j);
                float[] weight = ENCODER.weight(j).floats();
                for (int part = 0; part < site.fused(); part++) {
                    double best = tail(probe, site, weight, part);
                    double found = distance(site, weight, factors.get(j * 2), factors.get(j * 2 + 1), part);
                    assertThat(found / best).as("site %d part %d", j, part).isBetween(1 - 1e-6, 1.01);
                }
            }
        }
    }

    @Test
    void withManyPowerStepsTheyAreTheNearestOfTheirRank() {
        Site site = ENCODER.geometry().sites().get(1);
        float[] weight = ENCODER.weight(1).floats();
        try (Program probe = Probe.open(1);
                Scope scope = probe.scope()) {
            double[] start = Normal.draw(new SplittableRandom(1), site.in() * (RANK + 8));
            List<Tensor> parts = ENCODER.program()
                    .call("factorise")
                    .tensor(ENCODER.weight(1))
                    .tensor(scope.doubles(start, site.in(), RANK + 8))
                    .whole(RANK)
                    .whole(200)
                    .infer(scope);
            double found =
                    distance(site, weight, parts.get(0).floats(), parts.get(1).floats(), 0);
            assertThat(found / tail(probe, site, weight, 0)).isCloseTo(1, within(1e-6));
        }
    }

    private static double tail(Program probe, Site site, float[] weight, int part) {
        int size = site.rows() * site.in();
        float[] own = new float[size];
        System.arraycopy(weight, part * size, own, 0, size);
        try (Scope scope = probe.scope()) {
            double[] values = probe.call("spectrum")
                    .tensor(scope.floats(own, site.rows(), site.in()))
                    .infer(scope)
                    .getFirst()
                    .doubles();
            double square = 0;
            for (int i = RANK; i < values.length; i++) {
                square += values[i] * values[i];
            }
            return Math.sqrt(square);
        }
    }

    private static double distance(Site site, float[] weight, float[] a, float[] b, int part) {
        double square = 0;
        for (int row = 0; row < site.rows(); row++) {
            for (int column = 0; column < site.in(); column++) {
                double product = 0;
                for (int k = 0; k < RANK; k++) {
                    product += (double) b[(part * site.rows() + row) * RANK + k]
                            * a[(part * RANK + k) * site.in() + column];
                }
                double left = weight[(part * site.rows() + row) * site.in() + column] - product;
                square += left * left;
            }
        }
        return Math.sqrt(square);
    }

    @Test
    void theLargestEntryOfEachLeftVectorIsPositive() {
        assertLargestIsPositive(read(OneBase.FACTORS, RANK).get(1));
        assertLargestIsPositive(read(RANDOM, RANK).get(1));
    }

    private static void assertLargestIsPositive(float[] b) {
        int rows = ENCODER.geometry().width();
        for (int k = 0; k < RANK; k++) {
            float largest = 0;
            for (int row = 0; row < rows; row++) {
                float one = b[row * RANK + k];
                largest = Math.abs(one) > Math.abs(largest) ? one : largest;
            }
            assertThat(largest).isPositive();
        }
    }

    @Test
    void computedAgainTheyAreTheSameBytes() {
        assertThat(Digest.of(FactorFile.compute(OneBase.BASE, FactorStart.SVD, RANK)))
                .isEqualTo(Digest.of(OneBase.FACTORS));
        assertThat(Digest.of(FactorFile.compute(OneBase.BASE, FactorStart.RANDOM, RANK)))
                .isEqualTo(Digest.of(RANDOM));
    }

    @ParameterizedTest
    @EnumSource
    void factorsOfALowerRankAreTheFirstOfAHigherOneBitForBit(FactorStart start) {
        List<float[]> low = read(FactorFile.compute(OneBase.BASE, start, RANK), RANK);
        List<float[]> high = read(FactorFile.compute(OneBase.BASE, start, 2 * RANK), 2 * RANK);
        List<Site> sites = ENCODER.geometry().sites();
        for (int j = 0; j < sites.size(); j++) {
            Site site = sites.get(j);
            for (int part = 0; part < site.fused(); part++) {
                for (int k = 0; k < RANK; k++) {
                    assertThat(row(low.get(j * 2), site, RANK, part, k))
                            .as("A, site %d part %d", j, part)
                            .isEqualTo(row(high.get(j * 2), site, 2 * RANK, part, k));
                    assertThat(column(low.get(j * 2 + 1), site, RANK, part, k))
                            .as("B, site %d part %d", j, part)
                            .isEqualTo(column(high.get(j * 2 + 1), site, 2 * RANK, part, k));
                }
            }
        }
    }

    /** A = S V with orthonormal rows of V, B = U with orthonormal columns: in closed form A A' = S squared and B' B = I. */
    @Test
    void randomFactorsHaveTheSingularValuesOfTheSvdBetweenOrthonormalDirections() {
        List<float[]> svd = read(OneBase.FACTORS, RANK);
        List<float[]> random = read(RANDOM, RANK);
        List<Site> sites = ENCODER.geometry().sites();
        for (int j = 0; j < sites.size(); j++) {
            Site site = sites.get(j);
            for (int part = 0; part < site.fused(); part++) {
                for (int k = 0; k < RANK; k++) {
                    float[] a = row(random.get(j * 2), site, RANK, part, k);
                    float[] b = column(random.get(j * 2 + 1), site, RANK, part, k);
                    double value = length(row(svd.get(j * 2), site, RANK, part, k));
                    assertThat(length(a) / value).isCloseTo(1, within(1e-6));
                    assertThat(Arrays.equals(a, row(svd.get(j * 2), site, RANK, part, k)))
                            .isFalse();
                    for (int l = 0; l <= k; l++) {
                        float[] otherA = row(random.get(j * 2), site, RANK, part, l);
                        float[] otherB = column(random.get(j * 2 + 1), site, RANK, part, l);
                        assertThat(dot(b, otherB)).isCloseTo(l == k ? 1 : 0, within(1e-6));
                        assertThat(dot(a, otherA) / length(a) / length(otherA)).isCloseTo(l == k ? 1 : 0, within(1e-6));
                    }
                }
            }
        }
    }

    private static float[] row(float[] a, Site site, int rank, int part, int k) {
        return Arrays.copyOfRange(a, (part * rank + k) * site.in(), (part * rank + k + 1) * site.in());
    }

    private static float[] column(float[] b, Site site, int rank, int part, int k) {
        float[] own = new float[site.rows()];
        for (int row = 0; row < own.length; row++) {
            own[row] = b[(part * site.rows() + row) * rank + k];
        }
        return own;
    }

    private static double length(float[] numbers) {
        return Math.sqrt(dot(numbers, numbers));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aRankThatTheSettingsCannotNameIsRefused() {
        assertThatThrownBy(() -> FactorFile.compute(OneBase.BASE, FactorStart.SVD, 65))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("rank: must lie in 1..64");
    }

    @Test
    void factorsOfAnotherRankOrBaseAreRefused() {
        assertThatThrownBy(() -> read(OneBase.FACTORS, 4))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("rank");
        Digest other = Digest.of(new byte[1]);
        assertThatThrownBy(() -> Factors.read(ENCODER.geometry(), other, RANK, OneBase.FACTORS))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("another base");
    }
}
