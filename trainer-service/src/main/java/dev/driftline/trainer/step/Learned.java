package dev.driftline.trainer.step;

/** How the steps of an update ended. */
public sealed interface Learned {
    /**
     * The weights moved and are numbers.
     *
     * @param loss mean over the steps, in nats
     * @param alone whether no other domain shared any of them
     */
    record Done(double loss, int steps, boolean alone) implements Learned {}

    /** A loss or a weight is no number: nothing may come of this update. */
    record NotFinite(String what) implements Learned {}

    /** The process is ending; nothing was decided. */
    record Abandoned() implements Learned {}
}
