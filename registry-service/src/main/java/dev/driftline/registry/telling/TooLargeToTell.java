package dev.driftline.registry.telling;

/** The topic takes no record that large: trying again would not help. */
final class TooLargeToTell extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLargeToTell(Notice notice, Throwable cause) {
        super("too large a record for " + notice.topic() + ": " + cause.getMessage(), cause);
    }
}
