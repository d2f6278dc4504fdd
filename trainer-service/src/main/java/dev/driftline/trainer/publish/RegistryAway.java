package dev.driftline.trainer.publish;

/** The registry does not answer, or answers that it cannot: training pauses and tries again. */
public final class RegistryAway extends RuntimeException {
    public RegistryAway(String message) {
        super(message);
    }
}
