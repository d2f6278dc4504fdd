package dev.driftline.trainer.step;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.SharedStep;
import dev.driftline.adapters.learner.StepTrial;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Learning on the one frozen base of this process; owns it until close. */
public final class FrozenBase implements Learning {
    private static final int MOST_TEXTS_AT_ONCE = 64;

    /** Of a step that domains share, on MiniLM: about a gigabyte in training. Larger bases have as many fewer, smaller ones more. */
    private static final int MOST_TOKENS_ON_CPU = 4_096;

    /** A GPU has more memory, and is idle below. */
    private static final int MOST_TOKENS_ON_GPU = 32_768;

    private static final long MINILM_LAYERS_BY_WIDTH = 6 * 384;

    private final Base base;
    private final FormChoice forms;
    private @Nullable Formed int8;
    private final Shares shares;

    private FrozenBase(Base base, FormChoice forms) {
        this.base = base;
        this.forms = forms;
        Encoder encoder = base.encoder();
        int most = mostTokens(encoder.geometry(), encoder.program().isOnCpu());
        shares = new Shares(most, passages -> lengths(base, passages));
    }

    static int mostTokens(Geometry geometry, boolean onCpu) {
        long most = onCpu ? MOST_TOKENS_ON_CPU : MOST_TOKENS_ON_GPU;
        return Math.toIntExact(most * MINILM_LAYERS_BY_WIDTH / ((long) geometry.layers() * geometry.width()));
    }

    /**
     * Loads the base, which takes seconds, and times the forms that it may train in, where there is a choice.
     *
     * @param settings what is wrong in a directory is a {@link dev.driftline.contracts.wire.InvalidValue}; cuda without a CUDA libtorch is
     *     an {@link IllegalStateException}
     * @param form auto, fp32 or bf16, where domains begin
     * @param multipliesBf16 whether the processor does
     * @param nanos a clock
     * @throws dev.driftline.contracts.wire.InvalidValue when there is no such form, or this machine has none
     */
    public static FrozenBase open(BaseSettings settings, String form, boolean multipliesBf16, LongSupplier nanos) {
        Base base = Base.open(settings);
        try {
            List<TrainingForm> here = TrainingForm.here(base.running(true).device(), multipliesBf16);
            return new FrozenBase(base, FormChoice.of(form, here, () -> StepTrial.of(base, here, nanos)));
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
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
    public void require(MethodSettings settings) {
        base.encoder().geometry().require(settings.method(), settings.ranking());
    }

    @Override
    public FormChoice forms() {
        return forms;
    }

    @Override
    public Running running(TrainingForm form, boolean alone) {
        return base.in(form).running(alone);
    }

    @Override
    public byte[] factors(FactorStart start, int rank) {
        return FactorFile.compute(base, start, rank);
    }

    @Override
    public Pupil fresh(
            TrainingForm form, MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        Base own = base.in(form);
        return new OneLearner(own, Learner.fresh(own, settings, labels, seed, factors));
    }

    @Override
    public Pupil restore(
            TrainingForm form, MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        Base own = base.in(form);
        return new OneLearner(own, Learner.restore(own, settings, labels, state, factors));
    }

    @Override
    public Map<String, long[]> extras(byte[] state) {
        return StateFile.extras(state);
    }

    @Override
    public List<Stepped> step(List<Turn> turns) {
        return shares.of(turns, turn -> form(turn.pupil()), turn -> List.of(turn.texts()), shared -> {
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
        return shares.of(turns, turn -> form(turn.pupil()), turn -> List.of(turn.texts(), turn.heldTexts()), shared -> {
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

    private static TrainingForm form(Pupil pupil) {
        return ((OneLearner) pupil).base().form();
    }

    private static Learner learner(Pupil pupil) {
        return ((OneLearner) pupil).learner();
    }

    @Override
    public float[][] scores(byte[] adapter, byte @Nullable [] factors, List<Passage> texts) {
        return scores(adapter, factors, texts, Resident::scores);
    }

    @Override
    public Optional<float[][]> rounded(byte[] adapter, byte @Nullable [] factors, List<Passage> texts) {
        Formed int8 = int8();
        return int8 == null
                ? Optional.empty()
                : Optional.of(scores(adapter, factors, texts, (resident, some) -> resident.scores(int8, some)));
    }

    private synchronized @Nullable Formed int8() {
        if (int8 == null && base.encoder().program().isOnCpu()) {
            int8 = Formed.of(base.encoder(), Form.INT8, MOST_TEXTS_AT_ONCE);
        }
        return int8;
    }

    private float[][] scores(
            byte[] adapter,
            byte @Nullable [] factors,
            List<Passage> texts,
            BiFunction<Resident, List<Passage>, float[][]> ask) {
        float[][] scores = new float[texts.size()][]; // (texts, labels)
        try (Resident resident = Resident.load(base, adapter, factors)) {
            for (int from = 0; from < scores.length; from += MOST_TEXTS_AT_ONCE) {
                List<Passage> some = texts.subList(from, Math.min(from + MOST_TEXTS_AT_ONCE, scores.length));
                System.arraycopy(ask.apply(resident, some), 0, scores, from, some.size());
            }
        }
        return scores;
    }

    @Override
    public byte[] examined(byte[] adapter, double temperature, @Nullable Double sameInInt8) {
        Geometry geometry = base.encoder().geometry();
        AdapterFile.Content plain = AdapterFile.read(geometry, adapter);
        AdapterHeader header = plain.header().withTemperature(temperature);
        return AdapterFile.write(
                geometry,
                new AdapterFile.Content(sameInInt8 == null ? header : header.alikeInInt8(sameInInt8), plain.tensors()));
    }

    @Override
    public synchronized void close() {
        if (int8 != null) {
            int8.close();
        }
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
