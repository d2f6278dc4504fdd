package dev.driftline.benchmarks.data;

/** How many of a sample's examples each label has. */
public enum Allotment {
    /** As many as its share of the file, at least one. */
    PROPORTIONAL,
    /** As many as every other label, where the file has so many. */
    EVEN;

    /**
     * Counts that sum to {@code wanted}.
     *
     * @param there examples of each label in the file
     * @param wanted from the number of labels to the number of examples
     */
    int[] counts(int[] there, int wanted) {
        int[] counts = new int[there.length];
        int given = 0;
        for (int label = 0; label < there.length; label++) {
            counts[label] = 1;
            given++;
        }
        while (given < wanted) {
            counts[neediest(there, counts)]++;
            given++;
        }
        return counts;
    }

    /** The label that has least of what is due to it; the first of equals. */
    private int neediest(int[] there, int[] counts) {
        int best = -1;
        for (int label = 0; label < there.length; label++) {
            if (counts[label] < there[label] && (best < 0 || due(label, there, counts) > due(best, there, counts))) {
                best = label;
            }
        }
        return best;
    }

    /** Webster's quotient, which favours neither frequent nor rare labels; or the fewest. */
    private double due(int label, int[] there, int[] counts) {
        return switch (this) {
            case PROPORTIONAL -> there[label] / (counts[label] + 0.5);
            case EVEN -> -counts[label];
        };
    }
}
