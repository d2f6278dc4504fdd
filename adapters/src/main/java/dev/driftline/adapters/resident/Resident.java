package dev.driftline.adapters.resident;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Layout;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A loaded adapter in native memory, which it owns. Many threads may ask it at once; closing waits for those that are being answered.
 *
 * <p>Each layer answers y = g (W0 x + s B R A x) + b: LoRA (Hu et al., arXiv 2106.09685, equation 3) without g and R; DoRA (Liu et al.,
 * arXiv 2402.09353, equation 5) and BiDoRA (arXiv 2410.09758) with g = m / |row of W0 + s B A|; EDoRA (arXiv 2501.12067) with both. g depends on
 * the version alone and is computed once, at {@link #load}. The head takes the mean of the last states.
 */
public final class Resident implements AutoCloseable {
    private static final float CLOSED = -1e9f;

    private final Base base;
    private final AdapterHeader header;
    private final Scope scope;
    private final List<Tensor> ready;
    private final List<Tensor> head;
    private final ReentrantReadWriteLock leaving = new ReentrantReadWriteLock();
    private boolean closed;

    private Resident(Base base, AdapterHeader header, Scope scope, List<Tensor> ready, List<Tensor> head) {
        this.base = base;
        this.header = header;
        this.scope = scope;
        this.ready = ready;
        this.head = head;
    }

    /**
     * Loads an adapter and computes what depends on its version alone.
     *
     * @param factors EDoRA's factor file; not looked at for other methods
     * @throws dev.driftline.contracts.wire.InvalidValue when it is malformed or does not fit the base or the factors
     */
    public static Resident load(Base base, byte[] adapter, byte @Nullable [] factors) {
        Encoder encoder = base.encoder();
        AdapterFile.Content content = AdapterFile.read(encoder.geometry(), adapter);
        AdapterHeader header = content.header();
        unless(header.base().equals(base.digest()), "adapter", "was trained on another base");
        unless(!header.trainedLabels().isEmpty(), "adapter", "has learned no label");
        unless(
                header.factors() == null || (factors != null && header.factors().equals(Digest.of(factors))),
                "factors",
                "are not those that the adapter names");
        Scope scope = encoder.program().scope();
        try (Scope passing = encoder.program().scope()) {
            List<Tensor> trained = tensors(passing, content);
            List<Tensor> ready = encoder.program()
                    .call("publish")
                    .whole(Fixed.number(header.method()))
                    .tensors(encoder.weights())
                    .tensors(Fixed.of(encoder, header.method(), header.ranking(), factors, header.factors(), passing))
                    .tensors(trained)
                    .wholes(ranks(encoder, header))
                    .real(header.scale())
                    .infer(scope);
            return new Resident(base, header, scope, ready, head(scope, content));
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    private static long[] ranks(Encoder encoder, AdapterHeader header) {
        return Packed.ranks(encoder.geometry(), header.method(), header.ranking());
    }

    /** Without the head. */
    private static List<Tensor> tensors(Scope owner, AdapterFile.Content content) {
        List<Tensor> tensors = new ArrayList<>();
        Layout.rows(content.header().method(), content.tensors(), 2)
                .forEach(row -> tensors.add(owner.floats(row, row.length)));
        return tensors;
    }

    /** Weight (labels, width), bias (labels), and closed (labels): very negative where a label was never trained. */
    private static List<Tensor> head(Scope owner, AdapterFile.Content content) {
        int labels = content.header().labels().size();
        float[] weight = content.header()
                .tempered(content.tensors().get(content.tensors().size() - 2));
        float[] bias = content.header().tempered(content.tensors().getLast());
        float[] closed = new float[labels];
        Arrays.fill(closed, CLOSED);
        content.header().trainedLabels().forEach(row -> closed[row] = 0);
        return List.of(
                owner.floats(weight, labels, weight.length / labels),
                owner.floats(bias, labels),
                owner.floats(closed, labels));
    }

    /** What it says of itself, its labels among it. */
    public AdapterHeader header() {
        return header;
    }

    /**
     * Probabilities (passages, labels); of a label that was never trained exactly 0.
     *
     * <p>Passages of like length share a batch, so that little is spent on padding; padding is masked and changes no answer.
     *
     * @throws IllegalStateException when it was closed
     */
    public float[][] scores(List<Passage> passages) {
        leaving.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("this adapter has left");
            }
            List<TokenRow> rows = base.tokens(passages);
            float[][] scores = new float[passages.size()][];
            for (int[] batch : Batches.of(rows)) {
                answer(batch, rows, scores);
            }
            return scores;
        } finally {
            leaving.readLock().unlock();
        }
    }

    private void answer(int[] batch, List<TokenRow> rows, float[][] scores) {
        Encoder encoder = base.encoder();
        try (Scope passing = encoder.program().scope()) {
            Packed packed = Packed.of(
                    passing,
                    Fixed.number(header.method()),
                    ranks(encoder, header),
                    Arrays.stream(batch).mapToObj(rows::get).toList());
            float[] answers = encoder.program()
                    .call("predict")
                    .tensors(encoder.weights())
                    .tensors(ready)
                    .tensors(head)
                    .tensors(packed.words())
                    .wholes(packed.plan())
                    .wholes(packed.counts())
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .infer(passing)
                    .getFirst()
                    .floats(); // (batch, labels)
            int labels = header.labels().size();
            for (int i = 0; i < batch.length; i++) {
                scores[batch[i]] = Arrays.copyOfRange(answers, i * labels, (i + 1) * labels);
            }
        }
    }

    @Override
    public void close() {
        leaving.writeLock().lock();
        try {
            closed = true;
            scope.close();
        } finally {
            leaving.writeLock().unlock();
        }
    }
}
