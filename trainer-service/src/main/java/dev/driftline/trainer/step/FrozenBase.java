package dev.driftline.trainer.step;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Learning on the one frozen base of this process; owns it until close. */
public final class FrozenBase implements Learning {
    private static final int MOST_TEXTS_AT_ONCE = 64;

    private final Base base;

    private FrozenBase(Base base) {
        this.base = base;
    }

    /**
     * Loads the base, which takes seconds.
     *
     * @param name minilm, bge-small, bert-base or a directory; what is wrong in one is a {@link dev.driftline.contracts.wire.InvalidValue}
     * @param device auto, cpu or cuda; cuda without a CUDA libtorch is an {@link IllegalStateException}
     * @param threads 0: as many as cores
     */
    public static FrozenBase open(String name, String device, int threads) {
        return new FrozenBase(Base.open(new BaseSettings(name, device, threads)));
    }

    /** The base itself, for what is no learning. */
    public Base frozen() {
        return base;
    }

    @Override
    public Digest base() {
        return base.digest();
    }

    @Override
    public Running running() {
        return base.running(true);
    }

    @Override
    public byte[] factors(int rank) {
        return FactorFile.compute(base, rank);
    }

    @Override
    public Pupil fresh(MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        return new OneLearner(Learner.fresh(base, settings, labels, seed, factors));
    }

    @Override
    public Pupil restore(MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        return new OneLearner(Learner.restore(base, settings, labels, state, factors));
    }

    @Override
    public Map<String, long[]> extras(byte[] state) {
        return StateFile.extras(state);
    }

    @Override
    public int[] answers(byte[] adapter, byte @Nullable [] factors, List<String> texts) {
        int[] rows = new int[texts.size()];
        try (Resident resident = Resident.load(base, adapter, factors)) {
            for (int from = 0; from < rows.length; from += MOST_TEXTS_AT_ONCE) {
                float[][] scores = resident.scores(
                        texts.subList(from, Math.min(from + MOST_TEXTS_AT_ONCE, rows.length))); // (texts, labels)
                for (int i = 0; i < scores.length; i++) {
                    rows[from + i] = likeliest(scores[i]);
                }
            }
        }
        return rows;
    }

    private static int likeliest(float[] scores) {
        int best = 0;
        for (int row = 1; row < scores.length; row++) {
            if (scores[row] > scores[best]) {
                best = row;
            }
        }
        return best;
    }

    @Override
    public void close() {
        base.close();
    }

    /** Owns the learner's native memory until close. */
    private record OneLearner(Learner learner) implements Pupil {
        @Override
        public double step(List<String> texts, int[] rows, long maskSeed) {
            return learner.step(texts, rows, maskSeed).loss();
        }

        @Override
        public double upper(List<String> texts, int[] rows, List<String> heldTexts, int[] heldRows, long maskSeed) {
            return learner.upper(texts, rows, heldTexts, heldRows, maskSeed).drift();
        }

        @Override
        public void retrain() {
            learner.retrain();
        }

        @Override
        public void endUpdate() {
            learner.endUpdate();
        }

        @Override
        public boolean isFinite() {
            return learner.isFinite();
        }

        @Override
        public byte[] adapter() {
            return learner.adapter();
        }

        @Override
        public byte[] state(Map<String, long[]> extras) {
            return learner.state(extras);
        }

        @Override
        public void close() {
            learner.close();
        }
    }
}
