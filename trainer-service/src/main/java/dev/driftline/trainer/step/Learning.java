package dev.driftline.trainer.step;

import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the trainer needs of the adapters on their frozen base. One thread trains; blobs go in and out as bytes. */
public interface Learning extends AutoCloseable {
    /** Of the frozen weights. */
    Digest base();

    Running running();

    /** EDoRA's frozen factors of the base. */
    byte[] factors(int rank);

    /** A first version's beginning. */
    Pupil fresh(MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors);

    /** A copy of the trunk, from its state blob. */
    Pupil restore(MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors);

    /** What {@link Pupil#state} was given. */
    Map<String, long[]> extras(byte[] state);

    /** The likeliest label's row for every text, by a published adapter; the lowest row of equals. */
    int[] answers(byte[] adapter, byte @Nullable [] factors, List<Passage> texts);

    @Override
    void close();

    /** One domain's weights while they are trained; native memory, released by close. */
    interface Pupil extends AutoCloseable {
        /** One optimiser step; returns the mean loss in nats. */
        double step(List<Passage> texts, int[] rows, long maskSeed);

        /**
         * One step of BiDoRA's upper level, which moves the magnitudes alone.
         *
         * @param texts that the lower level learns from
         * @param heldTexts that it does not
         * @return mean |m / m0 - 1| after the step
         */
        double upper(List<Passage> texts, int[] rows, List<Passage> heldTexts, int[] heldRows, long maskSeed);

        /** Puts everything but the magnitudes back to where this pupil began (BiDoRA's retrain phase). */
        void retrain();

        /** Folds the raw weights into the published average. */
        void endUpdate();

        boolean isFinite();

        byte[] adapter();

        byte[] state(Map<String, long[]> extras);

        @Override
        void close();
    }
}
