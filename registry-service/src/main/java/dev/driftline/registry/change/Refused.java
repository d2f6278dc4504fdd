package dev.driftline.registry.change;

/** What was asked cannot happen in the domain's present state. */
public final class Refused extends RuntimeException {
    public Refused(String message) {
        super(message);
    }
}
