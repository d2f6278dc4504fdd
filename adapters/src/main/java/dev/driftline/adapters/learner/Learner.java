package dev.driftline.adapters.learner;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One domain's trained tensors in native memory, which it owns. Used by one thread at a time. */
public final class Learner implements AutoCloseable {
    /** Added to the logits of a label that was never trained: its probability is exactly zero, and so is its gradient. */
    private static final float CLOSED = -1e9f;

    /**
     * What a step measured, before it moved anything.
     *
     * @param loss mean cross entropy over the examples, in nats
     * @param gradientNorm global L2 norm before clipping
     */
    public record StepResult(double loss, double gradientNorm) {}

    private final Base base;
    private final MethodSettings settings;
    private final List<String> labels;
    private final @Nullable Digest factors;
    private final Scope scope;
    private final List<Tensor> fixed;
    private final Trained trained;
    private Progress progress;

    private Learner(
            Base base,
            MethodSettings settings,
            List<String> labels,
            byte @Nullable [] factors,
            Trained.Numbers numbers,
            Progress progress) {
        this.base = base;
        this.settings = settings;
        this.labels = List.copyOf(labels);
        boolean edora = settings.method() == AdapterMethod.EDORA;
        this.factors = edora && factors != null ? Digest.of(factors) : null;
        this.progress = progress;
        Encoder encoder = base.encoder();
        scope = encoder.program().scope();
        try {
            fixed = Fixed.of(encoder, settings.method(), settings.rank(), factors, this.factors, scope);
            trained = Trained.load(encoder.geometry(), settings, labels.size(), numbers, scope);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /**
     * Begins a domain.
     *
     * @param seed of every number drawn here
     * @param factors EDoRA's factor file; not looked at for other methods
     */
    public static Learner fresh(
            Base base, MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        List<float[]> raw = Beginning.draw(base.encoder(), settings.method(), settings.rank(), labels.size(), seed);
        return new Learner(base, settings, labels, factors, Trained.Numbers.begin(raw), Progress.none(labels.size()));
    }

    /**
     * Goes on from {@link #state}, as if never stopped. Labels may have been appended since.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue when the state is malformed, or of another base, method or label set
     */
    public static Learner restore(
            Base base, MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        StateFile.Content content = StateFile.read(base.encoder().geometry(), state);
        AdapterHeader header = content.header();
        unless(header.base().equals(base.digest()), "state", "was trained on another base");
        unless(
                header.method() == settings.method(),
                "method",
                "is " + header.method().word() + " in the state");
        unless(header.rank() == settings.rank(), "rank", "is " + header.rank() + " in the state");
        unless(header.alpha() == settings.alpha(), "alpha", "is " + header.alpha() + " in the state");
        unless(
                header.factors() == null || (factors != null && header.factors().equals(Digest.of(factors))),
                "factors",
                "are not those that the state was trained with");
        int known = header.labels().size();
        unless(
                labels.size() >= known && labels.subList(0, known).equals(header.labels()),
                "labels",
                "do not begin with those of the state");
        int width = base.encoder().geometry().width();
        return new Learner(
                base,
                settings,
                labels,
                factors,
                Trained.Numbers.of(content).grown(labels.size(), width),
                content.progress().grown(labels.size()));
    }

    /**
     * One AdamW step. A label seen for the first time joins the trained ones.
     *
     * @param labels of the texts, as rows of the head
     * @param maskSeed of the dropout masks; steps of different seeds never share one
     */
    public StepResult step(List<String> texts, int[] labels, long maskSeed) {
        unless(!texts.isEmpty() && texts.size() == labels.length, "texts", "must be one or more, with a label each");
        for (int label : labels) {
            unless(label >= 0 && label < this.labels.size(), "labels", "holds a row that the head has not");
        }
        Progress next = progress.stepped(labels);
        Encoder encoder = base.encoder();
        try (Scope passing = encoder.program().scope()) {
            Packed batch = Packed.of(passing, base.tokens(texts));
            List<Tensor> measured = encoder.program()
                    .call("step")
                    .whole(Fixed.number(settings.method()))
                    .tensors(encoder.weights())
                    .tensors(fixed)
                    .tensors(trained.raw())
                    .tensors(trained.first())
                    .tensors(trained.second())
                    .tensors(batch.words())
                    .tensors(List.of(rows(passing, labels), closed(passing, next)))
                    .tensors(Corrections.steps(passing, next, settings))
                    .reals(rates())
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .wholes(MaskKeys.of(maskSeed))
                    .train(passing);
            progress = next;
            return new StepResult(measured.get(0).floats()[0], measured.get(1).floats()[0]);
        }
    }

    private Map<String, Double> rates() {
        return Map.of(
                "scale", settings.scale(),
                "decay", settings.decay(),
                "dropout", settings.dropout(),
                "clip", settings.clip());
    }

    private static Tensor rows(Scope passing, int[] labels) {
        long[] rows = new long[labels.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = labels[i];
        }
        return passing.longs(rows, rows.length);
    }

    private static Tensor closed(Scope passing, Progress progress) {
        long[] steps = progress.headSteps();
        float[] closed = new float[steps.length];
        for (int row = 0; row < closed.length; row++) {
            closed[row] = steps[row] > 0 ? 0 : CLOSED;
        }
        return passing.floats(closed, closed.length);
    }

    /** Ends an update: folds the raw weights into the average that is published. Training goes on from the raw ones. */
    public void endUpdate() {
        Progress next = progress.folded();
        try (Scope passing = base.encoder().program().scope()) {
            base.encoder()
                    .program()
                    .call("fold")
                    .tensors(trained.raw())
                    .tensors(trained.average())
                    .tensors(Corrections.folds(passing, next, settings.averaging()))
                    .plain(passing);
        }
        progress = next;
    }

    /** Whether every weight and moment is a finite number. */
    public boolean isFinite() {
        try (Scope passing = base.encoder().program().scope()) {
            List<Tensor> verdict = base.encoder()
                    .program()
                    .call("finite")
                    .tensors(trained.all())
                    .infer(passing);
            return verdict.getFirst().floats()[0] == 1;
        }
    }

    /** The averaged weights as a file that serves. The same numbers make the same bytes. */
    public byte[] adapter() {
        return AdapterFile.write(
                base.encoder().geometry(),
                new AdapterFile.Content(header(progress.published()), Trained.numbers(trained.average())));
    }

    /**
     * All that {@link #restore} needs, and what the trainer adds. The same numbers make the same bytes.
     *
     * @param extras lists of whole numbers by name
     */
    public byte[] state(Map<String, long[]> extras) {
        StateFile.Content content = trained.content(header(progress.trained()), progress);
        return StateFile.write(base.encoder().geometry(), content, extras);
    }

    private AdapterHeader header(List<Integer> rows) {
        return new AdapterHeader(
                settings.method(), settings.rank(), settings.alpha(), base.digest(), factors, labels, rows);
    }

    @Override
    public void close() {
        scope.close();
    }
}
