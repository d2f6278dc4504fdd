package dev.driftline.ingest.line;

/** A body of more bytes or records than one request may have. */
public final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooLarge(String message) {
        super(message);
    }
}
