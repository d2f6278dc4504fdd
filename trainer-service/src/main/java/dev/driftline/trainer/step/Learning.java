package dev.driftline.trainer.step;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the trainer needs of the adapters on their frozen base. One thread trains; blobs go in and out as bytes. */
public interface Learning extends AutoCloseable {
    /** Of the frozen weights. */
    Digest base();

    /** Throws {@link dev.driftline.contracts.wire.InvalidValue} where no adapter of these settings fits the base, now or later. */
    void require(MethodSettings settings);

    /** In which forms of the base pupils may learn here, and in which a domain begins. */
    FormChoice forms();

    /** How an update was run in a form; {@code alone}: no other domain shared its steps. */
    Running running(TrainingForm form, boolean alone);

    /** EDoRA's frozen factors of the base. */
    byte[] factors(FactorStart start, int rank);

    /** A first version's beginning. */
    Pupil fresh(TrainingForm form, MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors);

    /** A copy of the trunk, from its state blob. */
    Pupil restore(
            TrainingForm form, MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors);

    /** What {@link Pupil#state} was given. */
    Map<String, long[]> extras(byte[] state);

    /**
     * One optimiser step of each; of BiDoRA's lower level, where that is the method. As many of one form as fit share it.
     *
     * @return in the order of the turns
     */
    List<Stepped> step(List<Turn> turns);

    /**
     * One step of BiDoRA's upper level, which moves the magnitudes alone, of each.
     *
     * @return in the order of the turns
     */
    List<Raised> upper(List<UpperTurn> turns);

    /** One pupil's part in a step. */
    @SuppressWarnings("ArrayRecordComponent") // read at once and kept by nobody
    record Turn(Pupil pupil, List<Passage> texts, int[] rows, long maskSeed) {}

    /**
     * One pupil's part in a step of the upper level.
     *
     * @param texts that the lower level learns from
     * @param heldTexts that it does not
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once and kept by nobody
    record UpperTurn(
            Pupil pupil, List<Passage> texts, int[] rows, List<Passage> heldTexts, int[] heldRows, long maskSeed) {}

    /**
     * A step was taken.
     *
     * @param loss mean, in nats
     * @param alone whether nobody shared it
     */
    record Stepped(double loss, boolean alone) {}

    /**
     * A step of the upper level was taken.
     *
     * @param drift mean |m / m0 - 1| after it
     * @param alone whether nobody shared it
     */
    record Raised(double drift, boolean alone) {}

    /** Probabilities (texts, labels) by a published adapter; of a label that was never trained exactly 0. */
    float[][] scores(byte[] adapter, byte @Nullable [] factors, List<Passage> texts);

    /** As {@link #scores}, with the base in int8, as serving may answer; empty where this device has no int8. */
    Optional<float[][]> rounded(byte[] adapter, byte @Nullable [] factors, List<Passage> texts);

    /**
     * The adapter with what its exam told.
     *
     * @param temperature by which its head's outputs are divided when it serves
     * @param sameInInt8 share of the exam that int8 answers alike; null: not examined
     */
    byte[] examined(byte[] adapter, double temperature, @Nullable Double sameInInt8);

    @Override
    void close();

    /** One domain's weights while they are trained; native memory, released by close. */
    interface Pupil extends AutoCloseable {
        /** Tokens of each text as the base sees it, cut at its bound. */
        int[] lengths(List<Passage> texts);

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
