package dev.driftline.trainer.step;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.SharedStep;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Learning on the one frozen base of this process; owns it until close. */
public final class FrozenBase implements Learning {
    private static final int MOST_TEXTS_AT_ONCE = 64;

    /** Of a step that domains share: about a gigabyte in training. */
    private static final int MOST_TOKENS_ON_CPU = 4_096;

    /** A GPU has more memory, and is idle below. */
    private static final int MOST_TOKENS_ON_GPU = 32_768;

    private final Base base;
    private final Shares shares;

    private FrozenBase(Base base) {
        this.base = base;
        boolean cpu = base.running(true).device().equals("cpu");
        shares = new Shares(cpu ? MOST_TOKENS_ON_CPU : MOST_TOKENS_ON_GPU, passages -> lengths(base, passages));
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
    public Running running(boolean alone) {
        return base.running(alone);
    }

    @Override
    public byte[] factors(FactorStart start, int rank) {
        return FactorFile.compute(base, start, rank);
    }

    @Override
    public Pupil fresh(MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        return new OneLearner(base, Learner.fresh(base, settings, labels, seed, factors));
    }

    @Override
    public Pupil restore(MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        return new OneLearner(base, Learner.restore(base, settings, labels, state, factors));
    }

    @Override
    public Map<String, long[]> extras(byte[] state) {
        return StateFile.extras(state);
    }

    @Override
    public List<Stepped> step(List<Turn> turns) {
        return shares.of(turns, turn -> List.of(turn.texts()), shared -> {
            List<dev.driftline.adapters.learner.Turn> own = shared.stream()
                    .map(turn -> new dev.driftline.adapters.learner.Turn(
                            learner(turn.pupil()), turn.texts(), turn.rows(), turn.maskSeed()))
                    .toList();
            return SharedStep.step(own).stream()
                    .map(one -> new Stepped(one.loss(), own.size() == 1))
                    .toList();
        });
    }

    @Override
    public List<Raised> upper(List<UpperTurn> turns) {
        return shares.of(turns, turn -> List.of(turn.texts(), turn.heldTexts()), shared -> {
            List<dev.driftline.adapters.learner.UpperTurn> own = shared.stream()
                    .map(turn -> new dev.driftline.adapters.learner.UpperTurn(
                            learner(turn.pupil()),
                            turn.texts(),
                            turn.rows(),
                            turn.heldTexts(),
                            turn.heldRows(),
                            turn.maskSeed()))
                    .toList();
            return SharedStep.upper(own).stream()
                    .map(one -> new Raised(one.drift(), own.size() == 1))
                    .toList();
        });
    }

    private static Learner learner(Pupil pupil) {
        return ((OneLearner) pupil).learner();
    }

    @Override
    public float[][] scores(byte[] adapter, byte @Nullable [] factors, List<Passage> texts) {
        float[][] scores = new float[texts.size()][]; // (texts, labels)
        try (Resident resident = Resident.load(base, adapter, factors)) {
            for (int from = 0; from < scores.length; from += MOST_TEXTS_AT_ONCE) {
                List<Passage> some = texts.subList(from, Math.min(from + MOST_TEXTS_AT_ONCE, scores.length));
                System.arraycopy(resident.scores(some), 0, scores, from, some.size());
            }
        }
        return scores;
    }

    @Override
    public byte[] tempered(byte[] adapter, double temperature) {
        Geometry geometry = base.encoder().geometry();
        AdapterFile.Content plain = AdapterFile.read(geometry, adapter);
        return AdapterFile.write(
                geometry, new AdapterFile.Content(plain.header().withTemperature(temperature), plain.tensors()));
    }

    @Override
    public void close() {
        base.close();
    }

    private static int[] lengths(Base base, List<Passage> passages) {
        return base.tokens(passages).stream().mapToInt(TokenRow::length).toArray();
    }

    /** Owns the learner's native memory until close. */
    private record OneLearner(Base base, Learner learner) implements Pupil {
        @Override
        public int[] lengths(List<Passage> texts) {
            return FrozenBase.lengths(base, texts);
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
