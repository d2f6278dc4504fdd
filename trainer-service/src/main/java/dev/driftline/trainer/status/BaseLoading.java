package dev.driftline.trainer.status;

/** Nothing can be said of the base yet. */
final class BaseLoading extends RuntimeException {
    BaseLoading() {
        super("the base is being loaded: ask again in some seconds");
    }
}
