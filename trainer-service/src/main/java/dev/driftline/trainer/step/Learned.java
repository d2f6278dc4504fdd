package dev.driftline.trainer.step;

import org.jspecify.annotations.Nullable;

/** How the steps of an update ended. */
public sealed interface Learned {
    /**
     * The weights moved and are numbers.
     *
     * @param loss mean over the steps, in nats
     * @param alone whether no other domain shared any of them
     * @param search what BiDoRA's upper level did; null where it took no step
     */
    record Done(
            double loss, int steps, boolean alone, @Nullable Search search) implements Learned {}

    /**
     * What BiDoRA's upper level did.
     *
     * @param drift mean |m / m0 - 1| after its last step
     * @param guarded whether that is beyond the guard, so that it moved no further
     */
    record Search(double drift, boolean guarded) {}

    /** A loss or a weight is no number: nothing may come of this update. */
    record NotFinite(String what) implements Learned {}

    /** The process is ending; nothing was decided. */
    record Abandoned() implements Learned {}
}
