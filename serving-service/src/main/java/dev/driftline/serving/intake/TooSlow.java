package dev.driftline.serving.intake;

/** A body did not come in its time; whoever sent it may still be listening. */
public final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooSlow(String why) {
        super(why);
    }
}
