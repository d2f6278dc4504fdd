package dev.driftline.serving.engine;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frozen base, on which adapters answer. Any thread may call. */
public interface Engine extends AutoCloseable {
    /** Which blob of EDoRA's factors the adapter stands on, if any; InvalidValue when the bytes are no adapter. */
    Optional<Digest> factorsOf(byte[] adapter);

    /**
     * Makes an adapter ready to answer; its native memory is the scorer's until that is closed.
     *
     * @param factors what {@link #factorsOf} names, else null
     * @throws dev.driftline.contracts.wire.InvalidValue when the adapter does not fit the base or the factors
     */
    Scorer load(byte[] adapter, byte @Nullable [] factors);

    @Override
    void close();

    /** One loaded adapter. Many threads may ask; whoever closes it has made sure that nobody does any more. */
    interface Scorer extends AutoCloseable {
        /** Rows of the head, in order. */
        List<String> labels();

        /** Which rows were ever trained; the others are masked. */
        List<Integer> trained();

        /** (passages, labels) probabilities. */
        float[][] scores(List<Passage> passages);

        @Override
        void close();
    }
}
