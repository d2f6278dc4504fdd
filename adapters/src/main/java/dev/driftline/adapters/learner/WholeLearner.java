package dev.driftline.adapters.learner;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Batches;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.learner.Learner.StepResult;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Full fine-tuning, the yardstick beside adapters: a copy of every tensor of the base, and a head, all of which a step moves. For
 * experiments alone: there is no version of it, and nothing serves it. It owns the copy; the shared base stays as it is. Used by one thread
 * at a time.
 */
public final class WholeLearner implements AutoCloseable {
    private final Base base;
    private final MethodSettings settings;
    private final List<String> labels;
    private final Scope scope;
    private final List<Tensor> fixed;
    private final List<Tensor> mine;
    private final List<Tensor> first;
    private final List<Tensor> second;
    private final List<Tensor> tops;
    private final List<Tensor> topFirst;
    private final List<Tensor> topSecond;
    private Progress progress;

    private WholeLearner(Base base, MethodSettings settings, List<String> labels) {
        unless(settings.method() == AdapterMethod.HEAD, "method", "must be head, since no adapter is trained beside");
        this.base = base;
        this.settings = settings;
        this.labels = List.copyOf(labels);
        progress = Progress.none(labels.size());
        Encoder encoder = base.encoder();
        scope = encoder.program().scope();
        try {
            fixed = Fixed.of(encoder, AdapterMethod.HEAD, settings.ranking(), null, null, scope);
            mine = encoder.weights().stream()
                    .map(weight -> scope.floats(weight.floats(), weight.shape()))
                    .toList();
            first = zeros(mine);
            second = zeros(mine);
            tops = head();
            topFirst = head();
            topSecond = head();
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    private List<Tensor> zeros(List<Tensor> like) {
        return like.stream()
                .map(one -> scope.floats(new float[size(one)], one.shape()))
                .toList();
    }

    private List<Tensor> head() {
        int width = base.encoder().geometry().width();
        return List.of(
                scope.floats(new float[labels.size() * width], labels.size(), width),
                scope.floats(new float[labels.size()], labels.size()));
    }

    /**
     * Begins with the base's weights and a head of zeros.
     *
     * @param settings of the method head, whose {@code rate} is that of the encoder here
     */
    public static WholeLearner fresh(Base base, MethodSettings settings, List<String> labels) {
        return new WholeLearner(base, settings, labels);
    }

    /**
     * One AdamW step of encoder and head.
     *
     * @param labels of the texts, as rows of the head
     * @param maskSeed of the dropout masks; steps of different seeds never share one
     */
    public StepResult step(List<Passage> texts, int[] labels, long maskSeed) {
        Seat.check(this.labels, texts, labels);
        Progress next = progress.stepped(labels);
        Encoder encoder = base.encoder();
        try (Scope passing = encoder.program().scope()) {
            Packed packed = Packed.bare(passing, encoder.geometry(), base.tokens(texts));
            List<Tensor> measured = encoder.program()
                    .call("whole")
                    .tensors(mine)
                    .tensors(tops)
                    .tensors(packed.words())
                    .tensors(Seat.goal(passing, labels, next, settings, this.labels))
                    .wholes(packed.plan())
                    .reals(1, settings.clip(), settings.dropout(), 0, 0, 0, 0, 0)
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .wholes(MaskKeys.of(maskSeed))
                    .tensors(first)
                    .tensors(second)
                    .reals(Corrections.adapter(next, settings, mine.size()))
                    .tensors(topFirst)
                    .tensors(topSecond)
                    .tensors(Corrections.tops(passing, next, settings))
                    .train(passing);
            progress = next;
            return new StepResult(measured.get(0).floats()[0], measured.get(1).floats()[0]);
        }
    }

    /**
     * Probabilities (passages, labels) by the weights as they are now: of a label that was never trained exactly 0, before the first step all
     * alike.
     */
    public float[][] scores(List<Passage> passages) {
        return Batches.answers(base.tokens(passages), this::answer);
    }

    private float[][] answer(List<TokenRow> rows) {
        Encoder encoder = base.encoder();
        try (Scope passing = encoder.program().scope()) {
            Packed packed = Packed.bare(passing, encoder.geometry(), rows);
            float[] scores = encoder.program()
                    .call("predict")
                    .tensors(mine)
                    .tensors(fixed)
                    .tensors(List.of()) // the encoder itself is the version
                    .tensors(List.of(tops.getFirst(), bias(passing)))
                    .tensors(packed.words())
                    .wholes(packed.plan())
                    .wholes(packed.counts())
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .infer(passing)
                    .getFirst()
                    .floats(); // (texts, labels)
            int width = labels.size();
            return IntStream.range(0, rows.size())
                    .mapToObj(text -> Arrays.copyOfRange(scores, text * width, (text + 1) * width))
                    .toArray(float[][]::new);
        }
    }

    /** The head's bias (labels), very negative where a label was never trained. */
    private Tensor bias(Scope passing) {
        float[] bias = tops.getLast().floats();
        long[] steps = progress.headSteps();
        for (int row = 0; row < bias.length; row++) {
            bias[row] = steps[row] > 0 ? bias[row] : Seat.CLOSED;
        }
        return passing.floats(bias, bias.length);
    }

    /** How many numbers of the encoder a step moves. */
    public int encoderNumbers() {
        return numbers(mine);
    }

    /** How many of the head. */
    public int headNumbers() {
        return numbers(tops);
    }

    private static int numbers(List<Tensor> tensors) {
        return tensors.stream().mapToInt(WholeLearner::size).reduce(0, Math::addExact);
    }

    private static int size(Tensor tensor) {
        return Math.toIntExact(Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact));
    }

    /** One matrix as it is now (out, in), by its name in the model's own checkpoint. */
    public float[] matrix(String module) {
        return base.encoder().matrix(mine, module);
    }

    @Override
    public void close() {
        scope.close();
    }
}
