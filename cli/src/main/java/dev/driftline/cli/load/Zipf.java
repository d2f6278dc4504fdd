package dev.driftline.cli.load;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Arrays;
import java.util.Random;

/** Draws places 0..n-1, place k with a chance in proportion to 1 / (k + 1)^s: few are asked often, most hardly ever. */
public final class Zipf {
    private final double[] upTo;

    /** @param s 0: all alike; about 1 is what traffic over many tenants looks like */
    public Zipf(int n, double s) {
        unless(n >= 1, "--domains", "must be 1 or more");
        unless(s >= 0 && Double.isFinite(s), "--zipf", "must be 0 or more");
        upTo = new double[n];
        double sum = 0;
        for (int place = 0; place < n; place++) {
            sum += Math.pow(place + 1, -s);
            upTo[place] = sum;
        }
    }

    public int draw(Random random) {
        double at = random.nextDouble() * upTo[upTo.length - 1];
        int found = Arrays.binarySearch(upTo, at);
        return Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1);
    }
}
