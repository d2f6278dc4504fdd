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
import dev.driftline.adapters.program.Call;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.Hypergradient;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One domain's trained tensors in native memory, which it owns. Used by one thread at a time. */
public final class Learner implements AutoCloseable {
    /** Added to the logits of a label that was never trained: its probability is exactly zero, and so is its gradient. */
    private static final float CLOSED = -1e9f;

    /** Length of a probe for finite differences, as in the paper's code; right for float32. */
    private static final double REACH = 0.01;

    /** A held-out gradient shorter than this is taken to be so long: else the probe would leave the neighbourhood. */
    private static final double LEAST_DIRECTION = 1e-2;

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
        this.progress = progress;
        begun = settings.bidora() == null ? null : numbers;
        begunProgress = progress;
        Encoder encoder = base.encoder();
        scope = encoder.program().scope();
        weights = encoder.program().scope();
        try {
            fixed = Fixed.of(encoder, settings.method(), settings.rank(), factors, this.factors, scope);
            trained = Trained.load(encoder.geometry(), settings, labels.size(), numbers, weights);
        } catch (RuntimeException e) {
            weights.close();
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
     */
    public StepResult step(List<Passage> texts, int[] labels, long maskSeed) {
        check(texts, labels);
        Progress next = progress.stepped(labels);
        try (Scope passing = base.encoder().program().scope()) {
            Call call = settings.bidora() == null ? call("step").whole(Fixed.number(settings.method())) : call("lower");
            moving(call);
            examples(call, passing, texts, labels, next);
            List<Tensor> measured = run(call, passing, next, maskSeed);
            progress = next;
            return new StepResult(measured.get(0).floats()[0], measured.get(1).floats()[0]);
        }
    }

    /**
     * What a step of BiDoRA's upper level measured.
     *
     * @param loss on the held-out examples, in nats, before the step
     * @param drift mean |m / m0 - 1| over all rows of all matrices, after the step; one that is beyond the guard before it moves nothing
     */
    public record UpperResult(double loss, double drift) {}

    /**
     * One AdamW step of the magnitudes alone, by the hypergradient of the held-out loss (Qin, Zhang, Xie, arXiv 2410.09758).
     *
     * @param texts that the lower level learns from
     * @param heldTexts that it does not
     * @param maskSeed of the dropout masks, the same for all passes of this step
     */
    public UpperResult upper(
            List<Passage> texts, int[] labels, List<Passage> heldTexts, int[] heldLabels, long maskSeed) {
        BidoraSettings levels = levels();
        check(texts, labels);
        check(heldTexts, heldLabels);
        Progress next = progress.withUpperSteps(progress.upperSteps() + 1);
        Progress open = next.stepped(labels).stepped(heldLabels);
        try (Scope passing = base.encoder().program().scope()) {
            Call call = call("upper").whole(number(levels.hypergradient()));
            moving(call);
            examples(call, passing, texts, labels, open);
            examples(call, passing, heldTexts, heldLabels, open);
            List<Tensor> measured = run(call, passing, next, maskSeed);
            progress = next;
            return new UpperResult(measured.get(0).floats()[0], measured.get(2).floats()[0]);
        }
    }

    /** Puts A, B, head and their moments back to where this learner began; the magnitudes stay (BiDoRA's retrain phase). */
    public void retrain() {
        levels();
        Trained.Numbers again = trained.numbers()
                .againFrom(Objects.requireNonNull(begun), tensor -> tensor % 3 == 2 && tensor < headAt());
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

    private int headAt() {
        return trained.raw().size() - 2;
    }

    private BidoraSettings levels() {
        BidoraSettings levels = settings.bidora();
        if (levels == null) {
            throw new IllegalStateException(settings.method().word() + " has one level");
        }
        return levels;
    }

    /** The program's number of it. */
    private static int number(Hypergradient how) {
        return switch (how) {
            case FIRST_ORDER -> 0;
            case FINITE_DIFFERENCE -> 1;
            case EXACT -> 2;
            case UNROLLED -> 3;
        };
    }

    private void check(List<Passage> texts, int[] labels) {
        unless(!texts.isEmpty() && texts.size() == labels.length, "texts", "must be one or more, with a label each");
        for (int label : labels) {
            unless(label >= 0 && label < this.labels.size(), "labels", "holds a row that the head has not");
        }
    }

    private Call call(String method) {
        return base.encoder().program().call(method);
    }

    private void moving(Call call) {
        call.tensors(base.encoder().weights())
                .tensors(fixed)
                .tensors(trained.raw())
                .tensors(trained.first())
                .tensors(trained.second());
    }

    private void examples(Call call, Scope passing, List<Passage> texts, int[] labels, Progress open) {
        call.tensors(Packed.of(passing, base.tokens(texts)).words())
                .tensors(List.of(rows(passing, labels), closed(passing, open)));
    }

    private List<Tensor> run(Call call, Scope passing, Progress next, long maskSeed) {
        return call.tensors(Corrections.steps(passing, next, settings))
                .reals(numbers())
                .whole(base.encoder().geometry().heads())
                .real(base.encoder().geometry().epsilon())
                .wholes(MaskKeys.of(maskSeed))
                .train(passing);
    }

    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new HashMap<>(
                Map.of("scale", settings.scale(), "dropout", settings.dropout(), "clip", settings.clip()));
        BidoraSettings levels = settings.bidora();
        if (levels != null) {
            numbers.put("guard", levels.guard());
            numbers.put("second", levels.secondTerm());
            numbers.put("orthogonality", levels.orthogonality());
            numbers.put("lower_rate", settings.rate());
            numbers.put("reach", REACH);
            numbers.put("floor", LEAST_DIRECTION);
        }
        return numbers;
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
                settings.method(), settings.rank(), settings.plainAlpha(), base.digest(), factors, labels, rows);
    }

    @Override
    public void close() {
        weights.close();
        scope.close();
    }
}
