package dev.driftline.adapters.learner;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
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
                .map(one -> scope.floats(
                        new float[Math.toIntExact(Arrays.stream(one.shape()).reduce(1, Math::multiplyExact))],
                        one.shape()))
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
            List<TokenRow> rows = base.tokens(texts);
            Packed packed = Packed.of(
                    passing,
                    Fixed.number(AdapterMethod.HEAD),
                    new long[encoder.geometry().sites().size()],
                    rows);
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

    /** One matrix as it is now (out, in), by its name in the model's own checkpoint. */
    public float[] matrix(String module) {
        return base.encoder().matrix(mine, module);
    }

    @Override
    public void close() {
        scope.close();
    }
}
