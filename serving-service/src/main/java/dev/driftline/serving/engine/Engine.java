package dev.driftline.serving.engine;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frozen base, on which adapters answer. Any thread may call. */
public interface Engine extends AutoCloseable {
    /** What a call costs beside its tokens, as so many of them. */
    int BESIDE_TOKENS = 16;

    /** Reads an adapter's bytes; InvalidValue when they are no adapter of this base's shape. */
    Unloaded open(byte[] adapter);

    /** What the base reads of each passage, cut where it reads no further. */
    List<Words> read(List<Passage> passages);

    /**
     * Answers in one call, whatever adapters are asked; where texts are computed together, cheapest if they are of like length.
     *
     * @param exactly in the form of the base that trains, but for rounding; otherwise in the fastest that is faithful here
     * @param alone whether it may use the whole machine; otherwise its share of it, beside other calls
     * @throws IllegalStateException when a scorer was closed
     */
    Answered answer(List<Part> parts, boolean exactly, boolean alone);

    /** Calls at the same time that bring the most texts through. */
    int lanes();

    /** Whether the texts of a call are computed together, and are the cheaper for it; otherwise one after the other. */
    boolean batches(boolean exactly);

    /** Whether some calls are answered in a form that may change an answer unless it is asked for exactly. */
    boolean rounds();

    @Override
    void close();

    /**
     * What a call brought.
     *
     * @param rows probabilities (labels) of each part
     * @param form of the base: a word for people
     */
    record Answered(List<float[]> rows, String form) {}

    /** A text for one adapter. */
    record Part(Scorer scorer, Words words) {}

    /** A passage as this engine reads it. */
    interface Words {
        /** How long it is. */
        int tokens();
    }

    /** An adapter that was read. */
    interface Unloaded {
        /** Which blob of EDoRA's factors it stands on, if any. */
        Optional<Digest> factors();

        /**
         * Makes it ready to answer; its native memory is the scorer's until that is closed.
         *
         * @param named what {@link #factors} names, else null
         * @throws dev.driftline.contracts.wire.InvalidValue when it does not fit the base or the factors
         */
        Scorer load(byte @Nullable [] named);
    }

    /** One loaded adapter. Many threads may ask; whoever closes it has made sure that nobody does any more. */
    interface Scorer extends AutoCloseable {
        /** Rows of the head, in order. */
        List<String> labels();

        /** Which rows were ever trained; the others are masked. */
        List<Integer> trained();

        /** Whether its exam showed that it may be answered otherwise than exactly. */
        boolean mayRound();

        /** Native memory that it holds. */
        long bytes();

        /** (passages, labels) probabilities, in the form of the base in which it answers single texts. */
        float[][] scores(List<Passage> passages);

        @Override
        void close();
    }
}
