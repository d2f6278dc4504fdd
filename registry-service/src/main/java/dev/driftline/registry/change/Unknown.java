package dev.driftline.registry.change;

/** There is no such domain or version. */
public final class Unknown extends RuntimeException {
    public Unknown(String message) {
        super(message);
    }
}
