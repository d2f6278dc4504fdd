package dev.driftline.registry.store;

/** The store cannot keep the one law that everything rests on: the service must not run on it. */
public final class UnfitStore extends RuntimeException {
    UnfitStore(String message) {
        super(message);
    }
}
