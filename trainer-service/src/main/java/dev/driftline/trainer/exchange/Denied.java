package dev.driftline.trainer.exchange;

/** A request that is not granted, by an HTTP status and a reason that says what to do. */
final class Denied extends RuntimeException {
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    static final int UNAVAILABLE = 503;

    private final int status;
    private final String title;

    private Denied(int status, String title, String why) {
        super(why);
        this.status = status;
        this.title = title;
    }

    static Denied missing(String why) {
        return new Denied(NOT_FOUND, "Not found", why);
    }

    static Denied slow(String why) {
        return new Denied(TIMEOUT, "Too slow", why);
    }

    static Denied refused(String why) {
        return new Denied(CONFLICT, "Refused", why);
    }

    static Denied tooLarge(String why) {
        return new Denied(TOO_LARGE, "Too large", why);
    }

    static Denied later(String why) {
        return new Denied(UNAVAILABLE, "Not now", why);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
