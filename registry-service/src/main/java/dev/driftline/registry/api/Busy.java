package dev.driftline.registry.api;

/** As many requests of this kind as may run at once are running. */
final class Busy extends RuntimeException {
    Busy(String message) {
        super(message);
    }
}
