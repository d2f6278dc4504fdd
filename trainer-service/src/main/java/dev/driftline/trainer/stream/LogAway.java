package dev.driftline.trainer.stream;

/** The broker does not answer now; what was asked may be asked again. */
public final class LogAway extends RuntimeException {
    public LogAway(String message, Throwable cause) {
        super(message, cause);
    }

    public LogAway(String message) {
        super(message);
    }
}
