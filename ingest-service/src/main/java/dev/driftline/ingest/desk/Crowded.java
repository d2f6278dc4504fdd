package dev.driftline.ingest.desk;

/** As much is on its way as may be: whoever came is told to come again. */
public final class Crowded extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Crowded(String message) {
        super(message);
    }
}
