package dev.driftline.benchmarks.weights;

/**
 * How a matrix differs from its frozen self (Liu et al., DoRA, arXiv 2402.09353, section 3.2; a row here is a column there).
 *
 * @param magnitude mean |length of a row - length of it before|
 * @param direction mean 1 - cosine between a row and the row before
 */
public record Change(double magnitude, double direction) {
    /**
     * Sums in float64.
     *
     * @param frozen (out, in), row by row
     * @param now the same later
     */
    static Change of(float[] frozen, float[] now, int in) {
        int rows = frozen.length / in;
        double magnitude = 0;
        double direction = 0;
        for (int row = 0; row < rows; row++) {
            double before = 0;
            double after = 0;
            double both = 0;
            for (int i = row * in; i < (row + 1) * in; i++) {
                before += (double) frozen[i] * frozen[i];
                after += (double) now[i] * now[i];
                both += (double) frozen[i] * now[i];
            }
            magnitude += Math.abs(Math.sqrt(after) - Math.sqrt(before));
            direction += 1 - both / Math.sqrt(before * after);
        }
        return new Change(magnitude / rows, direction / rows);
    }
}
