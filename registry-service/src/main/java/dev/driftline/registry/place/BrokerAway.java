package dev.driftline.registry.place;

import org.jspecify.annotations.Nullable;

/** The broker did not answer in time: expected trouble, to be tried again later. */
public final class BrokerAway extends RuntimeException {
    public BrokerAway(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
