package dev.driftline.trainer.window;

/** How far an assigned partition is read. Guarded by {@link Lanes}' lock. */
final class Reach {
    private final long endAtStart;
    private final boolean lost;
    private long knownFrom;
    private long next;
    private long logEnd;

    /**
     * @param wanted where reading should begin
     * @param start where it can begin; later than wanted when the log has lost records
     * @param end of the log at that moment
     */
    Reach(long wanted, long start, long end) {
        this.lost = start > wanted;
        this.knownFrom = wanted;
        this.next = start;
        this.endAtStart = end;
        this.logEnd = end;
    }

    long next() {
        return next;
    }

    /** Every record below was read, or an earlier trainer was done with it. */
    long knownFrom() {
        return knownFrom;
    }

    long logEnd() {
        return logEnd;
    }

    void readTo(long offset) {
        next = Math.max(next, offset);
        knownFrom = lost ? knownFrom : next;
        logEnd = Math.max(logEnd, next);
    }

    void endsAt(long offset) {
        logEnd = Math.max(offset, next);
    }

    /** Whether what waited when reading began has been read. */
    boolean caughtUp() {
        return next >= endAtStart;
    }
}
