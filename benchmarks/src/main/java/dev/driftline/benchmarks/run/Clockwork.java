package dev.driftline.benchmarks.run;

import java.util.Locale;

/** How much of a share is done and how long the rest will take, by what its runs cost beside each other. */
final class Clockwork {
    private final int total;
    private final double costTotal;
    private int done;
    private double costDone;
    private double costTimed;
    private double secondsTimed;

    Clockwork(int total, double costTotal) {
        this.total = total;
        this.costTotal = costTotal;
    }

    /** A run that was there already. */
    void skipped(double cost) {
        done++;
        costDone += cost;
    }

    /** A run that took so long. */
    void ran(double cost, double seconds) {
        skipped(cost);
        costTimed += cost;
        secondsTimed += seconds;
    }

    /** As {@code [12/63]}. */
    String place() {
        return "[" + done + "/" + total + "]";
    }

    /** As {@code about 6:30 left}; nothing before the first run. */
    String left() {
        if (costTimed == 0 || done == total) {
            return "";
        }
        return ", about " + clock((costTotal - costDone) * secondsTimed / costTimed) + " left";
    }

    static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
