package dev.driftline.adapters.factors;

import java.util.SplittableRandom;

/** Standard normal numbers by Box and Muller, whose bits no release of the JDK changes. */
public final class Normal {
    private Normal() {}

    /** {@code count} numbers of mean 0 and deviation 1, from two draws of {@code random} each. */
    public static double[] draw(SplittableRandom random, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            numbers[i] = radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
        }
        return numbers;
    }
}
