package dev.driftline.adapters.learner;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Factors;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One domain's trained tensors in native memory, which it owns. Used by one thread at a time.
 *
 * <p>Each layer computes y = g (W0 x + s B R A x) + b, W0 (out, in) frozen, A (rank, in), B (out, rank), R (rank, rank), g and b (out), s =
 * alpha / rank, or alpha / sqrt(rank) where rank-stabilised (arXiv 2312.03732).
 *
 * <ul>
 *   <li>LoRA (Hu et al., arXiv 2106.09685, equation 3): A and B are trained; no R, g = 1.
 *   <li>DoRA (Liu et al., arXiv 2402.09353, equation 5): m (out) too; g = m / n, n the row norms of W0 + s B A, a constant for the gradient
 *       (section 4.3).
 *   <li>BiDoRA (Qin, Zhang, Xie, arXiv 2410.09758): the same, A and B by {@link #step} on one part of the examples, m by {@link #upper} on
 *       another, with the gradient through n.
 *   <li>EDoRA (Nasiri, Garraghan, arXiv 2501.12067): R and m; A and B are frozen factors of W0.
 * </ul>
 *
 * <p>All are moved by AdamW (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2), betas .9 and .999, epsilon 1e-8, after the gradient was
 * clipped to the settings' global L2 norm; B at its own rate where LoRA+ asks for it (arXiv 2402.12354).
 */
public final class Learner implements AutoCloseable {
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
    private final Trained.@Nullable Numbers begun;
    private final Progress begunProgress;
    private final Scope scope;
    private final List<Tensor> fixed;
    private final List<Tensor> low;
    private Scope weights;
    private Trained trained;
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
        if (edora && factors != null) {
            Factors.check(settings.factors(), factors);
        }
        this.progress = progress;
        begun = settings.bidora() == null ? null : numbers;
        begunProgress = progress;
        Encoder encoder = base.encoder();
        encoder.geometry().require(settings.method(), settings.ranking());
        scope = encoder.program().scope();
        weights = encoder.program().scope();
        try {
            fixed = Fixed.of(encoder, settings.method(), settings.ranking(), factors, this.factors, scope);
            low = base.low(scope);
            trained = Trained.load(encoder.geometry(), settings, labels.size(), numbers, weights);
        } catch (RuntimeException e) {
            weights.close();
            scope.close();
            throw e;
        }
    }

    /**
     * Begins a domain: with an adapter that changes nothing (of EDoRA next to nothing) and a head of zeros.
     *
     * @param labels by their rows in the head
     * @param seed of every number drawn here
     * @param factors EDoRA's factor file; not looked at for other methods
     * @throws dev.driftline.contracts.wire.InvalidValue when EDoRA's factors are missing, malformed, or of another base, rank or kind
     */
    public static Learner fresh(
            Base base, MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        List<float[]> raw = Beginning.draw(base.encoder(), settings.method(), settings.ranking(), labels.size(), seed);
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
        unless(
                header.ranking().equals(settings.ranking()),
                "ranks",
                "are " + header.ranking().own() + " in the state");
        unless(header.alpha() == settings.plainAlpha(), "alpha", "is " + header.alpha() + " in the state");
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
     * One AdamW step; of BiDoRA's lower level, where that is the method. A label seen for the first time joins the trained ones.
     *
     * @param labels of the texts, as rows of the head
     * @param maskSeed of the dropout masks; steps of different seeds never share one
     * @throws dev.driftline.contracts.wire.InvalidValue when there is no text, not one label for each, or one that the head has no row for;
     *     nothing has moved then
     */
    public StepResult step(List<Passage> texts, int[] labels, long maskSeed) {
        return SharedStep.step(List.of(new Turn(this, texts, labels, maskSeed))).getFirst();
    }

    /**
     * What a step of BiDoRA's upper level measured.
     *
     * @param loss on the held-out examples, in nats, before the step; 0 where nothing was looked at
     * @param drift mean |m / m0 - 1| over all rows of all matrices, after the step; one that is beyond the guard before it moves nothing
     */
    public record UpperResult(double loss, double drift) {}

    /**
     * One AdamW step of the magnitudes alone, by the hypergradient of the held-out loss (Qin, Zhang, Xie, arXiv 2410.09758).
     *
     * @param texts that the lower level learns from
     * @param heldTexts that it does not
     * @param maskSeed of the dropout masks, the same for all passes of this step
     * @throws IllegalStateException when the method is another
     * @throws dev.driftline.contracts.wire.InvalidValue as {@link #step}, for both kinds of texts
     */
    public UpperResult upper(
            List<Passage> texts, int[] labels, List<Passage> heldTexts, int[] heldLabels, long maskSeed) {
        return SharedStep.upper(List.of(new UpperTurn(this, texts, labels, heldTexts, heldLabels, maskSeed)))
                .getFirst();
    }

    /** Mean |m / m0 - 1| over all rows of all matrices, m0 the row norms of the base. */
    double drift() {
        levels();
        try (Scope passing = base.encoder().program().scope()) {
            return base.encoder()
                    .program()
                    .call("drift")
                    .tensors(fixed)
                    .tensor(trained.raw().get(2))
                    .wholes(ranks())
                    .infer(passing)
                    .getFirst()
                    .floats()[0];
        }
    }

    boolean isBeyondGuard() {
        return drift() > levels().guard();
    }

    /**
     * Puts A, B, head and their moments back to where this learner began; the magnitudes stay (BiDoRA's retrain phase).
     *
     * @throws IllegalStateException when the method is another
     */
    public void retrain() {
        levels();
        int top = trained.layout().tensors().size() - 2;
        Trained.Numbers again =
                trained.numbers().againFrom(Objects.requireNonNull(begun), tensor -> tensor % 3 == 2 && tensor < top);
        Scope anew = base.encoder().program().scope();
        try {
            trained = Trained.load(base.encoder().geometry(), settings, labels.size(), again, anew);
        } catch (RuntimeException e) {
            anew.close();
            throw e;
        }
        weights.close();
        weights = anew;
        progress = begunProgress.withUpperSteps(progress.upperSteps());
    }

    BidoraSettings levels() {
        BidoraSettings levels = settings.bidora();
        if (levels == null) {
            throw new IllegalStateException(settings.method().word() + " has one level");
        }
        return levels;
    }

    Base base() {
        return base;
    }

    MethodSettings settings() {
        return settings;
    }

    List<String> labels() {
        return labels;
    }

    Progress progress() {
        return progress;
    }

    Trained trained() {
        return trained;
    }

    List<Tensor> fixed() {
        return fixed;
    }

    /** As {@link Base#low}. */
    List<Tensor> low() {
        return low;
    }

    /** The largest rank at each site. */
    long[] ranks() {
        return Packed.ranks(base.encoder().geometry(), settings.method(), settings.ranking());
    }

    Fixed.Kind kind() {
        return Fixed.Kind.of(settings.method(), settings.ranking(), factors);
    }

    /** A call has moved the tensors. */
    void moved(Progress next) {
        progress = next;
    }

    /**
     * Ends an update: folds the raw weights into the average that is published. Training goes on from the raw ones. At fold t the raw weights
     * have the share (1 - a) / (1 - a^t) in it, a the settings' {@code averaging}: an exponential average, bias-corrected as Adam's (Kingma, Ba,
     * arXiv 1412.6980, section 3). A row of the head counts its own folds.
     */
    public void endUpdate() {
        Progress next = progress.folded();
        try (Scope passing = base.encoder().program().scope()) {
            base.encoder()
                    .program()
                    .call("fold")
                    .tensors(Trained.adapter(trained.raw()))
                    .tensors(Trained.adapter(trained.average()))
                    .tensors(Trained.tops(trained.raw()))
                    .tensors(Trained.tops(trained.average()))
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

    /** The averaged weights as a file that serves ({@link AdapterFile}). The same numbers make the same bytes. */
    public byte[] adapter() {
        return AdapterFile.write(
                base.encoder().geometry(),
                new AdapterFile.Content(header(progress.published()), trained.numbers(trained.average())));
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
                settings.method(),
                settings.rank(),
                settings.ranks(),
                settings.plainAlpha(),
                base.digest(),
                factors,
                labels,
                rows);
    }

    @Override
    public void close() {
        weights.close();
        scope.close();
    }
}
