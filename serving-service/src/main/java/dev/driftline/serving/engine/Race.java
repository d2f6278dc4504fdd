package dev.driftline.serving.engine;

/**
 * Which of two ways is the faster now, by what calls took lately. The slower is tried again now and then: threads that wait for each other
 * win while the cores are free, and lose badly beside a neighbour who wants them. Safe for many threads.
 */
final class Race {
    /** Seldom enough that it is not seen in the 99th percentile. */
    static final int AGAIN = 256;

    /** How much of what was measured before counts on. */
    private static final double INERTIA = 0.5;

    /** By how much one call can worsen what is thought of its way: a pause of the process' own turns nothing around, a neighbour soon does. */
    private static final double WORST = 1.3;

    private double wide;
    private double narrow;
    private int calls;

    /** Whether the next call is made by all threads. */
    synchronized boolean wide() {
        calls++;
        return wide < narrow == (calls % AGAIN != 0);
    }

    synchronized void took(boolean wasWide, int tokens, long nanos) {
        double pace = (double) nanos / (tokens + Engine.BESIDE_TOKENS);
        if (wasWide) {
            wide = smooth(wide, pace);
        } else {
            narrow = smooth(narrow, pace);
        }
    }

    private static double smooth(double before, double now) {
        return before == 0 ? now : INERTIA * before + (1 - INERTIA) * Math.min(now, WORST * before);
    }
}
