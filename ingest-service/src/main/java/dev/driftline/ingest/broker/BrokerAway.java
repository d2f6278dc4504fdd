package dev.driftline.ingest.broker;

/** The broker did not answer within its time: whoever waits is told to come again. */
public final class BrokerAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokerAway(String message, Throwable cause) {
        super(message, cause);
    }

    public BrokerAway(String message) {
        super(message);
    }
}
