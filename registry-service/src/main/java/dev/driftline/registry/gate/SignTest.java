package dev.driftline.registry.gate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** The exact one-sided McNemar test: of the examples that one side alone got right, how odd is this split? */
final class SignTest {
    private SignTest() {}

    /**
     * P(X ≥ losses) for X ~ Binomial(wins + losses, 1/2): how often a candidate as good as the champion would lose at
     * least this many. Exact in integers until the last division.
     */
    static double chanceOfAtLeast(int losses, int wins) {
        int n = losses + wins;
        BigInteger ways = BigInteger.ONE; // n choose k, from k = n downwards
        BigInteger sum = BigInteger.ZERO;
        for (int k = n; k >= losses; k--) {
            sum = sum.add(ways);
            ways = ways.multiply(BigInteger.valueOf(k)).divide(BigInteger.valueOf(n - k + 1L));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(BigInteger.TWO.pow(n)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
