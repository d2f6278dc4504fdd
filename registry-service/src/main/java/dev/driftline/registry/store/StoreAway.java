package dev.driftline.registry.store;

import org.jspecify.annotations.Nullable;

/** The object store did not answer, or not as it should: expected trouble, to be tried again later. */
public final class StoreAway extends RuntimeException {
    public StoreAway(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
