package dev.driftline.registry.api;

/** A body that is larger than what is accepted here. */
final class TooLarge extends RuntimeException {
    TooLarge(long most) {
        super(text(most));
    }

    static String text(long most) {
        return "the body is larger than the " + most + " bytes that are accepted here";
    }
}
