package dev.driftline.adapters.resident;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Batches;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Layout;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.onnx.OnnxSession;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loaded adapter in native memory, which it owns. Many threads may ask it at once; closing waits for those that are being answered.
 *
 * <p>Each layer answers y = g (W0 x + s B R A x) + b: LoRA (Hu et al., arXiv 2106.09685, equation 3) without g and R; DoRA (Liu et al.,
 * arXiv 2402.09353, equation 5) and BiDoRA (arXiv 2410.09758) with g = m / |row of W0 + s B A|; EDoRA (arXiv 2501.12067) with both. g depends on
 * the version alone and is computed once, at {@link #load}. What is held are two or three rows of numbers as a call multiplies by them, the
 * scale in B or R and the matrices of a fused site block by block; a {@link MixedBatch} stacks them.
 */
public final class Resident implements AutoCloseable {
    private static final float CLOSED = -1e9f;
    private static final AtomicLong LOADED = new AtomicLong();

    /** Residents of one kind lie stacked in a group of a call. */
    record Kind(Fixed.Kind fixed, List<Long> ranks) {}

    private final long order = LOADED.incrementAndGet();
    private final Base base;
    private final AdapterHeader header;
    private final long[] ranks;
    private final Scope scope;
    private final List<Tensor> fixed;
    private final List<Tensor> version;
    private final List<Tensor> head;
    private final ReentrantReadWriteLock leaving = new ReentrantReadWriteLock();
    private boolean closed;

    private Resident(
            Base base, AdapterHeader header, Scope scope, List<Tensor> fixed, List<Tensor> version, List<Tensor> head) {
        this.base = base;
        this.header = header;
        this.ranks = ranks(base.encoder(), header);
        this.scope = scope;
        this.fixed = fixed;
        this.version = version;
        this.head = head;
    }

    /**
     * Loads an adapter and computes what depends on its version alone.
     *
     * @param factors EDoRA's factor file; read where what it makes is not in memory yet, and not looked at for other methods
     * @throws dev.driftline.contracts.wire.InvalidValue when it is malformed or does not fit the base or the factors
     */
    public static Resident load(Base base, byte[] adapter, byte @Nullable [] factors) {
        return load(base, AdapterFile.read(base.encoder().geometry(), adapter), factors);
    }

    /** The same of an adapter that was read; throws what the other throws where it does not fit. */
    public static Resident load(Base base, AdapterFile.Content content, byte @Nullable [] factors) {
        Encoder encoder = base.encoder();
        AdapterHeader header = content.header();
        unless(header.base().equals(base.digest()), "adapter", "was trained on another base");
        unless(!header.trainedLabels().isEmpty(), "adapter", "has learned no label");
        unless(header.factors() == null || factors != null, "factors", "are named by the adapter and not here");
        Scope scope = encoder.program().scope();
        try (Scope passing = encoder.program().scope()) {
            List<Tensor> fixed = Fixed.of(encoder, header.method(), header.ranking(), factors, header.factors(), scope);
            List<Tensor> version = encoder.program()
                    .call("publish")
                    .whole(Fixed.number(header.method()))
                    .tensors(encoder.weights())
                    .tensors(fixed)
                    .tensors(tensors(passing, content))
                    .wholes(ranks(encoder, header))
                    .real(header.scale())
                    .infer(scope);
            return new Resident(base, header, scope, fixed, version, head(scope, content));
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

    /** Weight (labels, width) and bias (labels), very negative where a label was never trained. */
    private static List<Tensor> head(Scope owner, AdapterFile.Content content) {
        int labels = content.header().labels().size();
        float[] weight = content.header()
                .tempered(content.tensors().get(content.tensors().size() - 2));
        float[] learned = content.header().tempered(content.tensors().getLast());
        float[] bias = new float[labels];
        Arrays.fill(bias, CLOSED);
        content.header().trainedLabels().forEach(row -> bias[row] = learned[row]);
        return List.of(owner.floats(weight, labels, weight.length / labels), owner.floats(bias, labels));
    }

    /** What it says of itself, its labels among it. */
    public AdapterHeader header() {
        return header;
    }

    /** Bytes of native memory that are its own alone. */
    public long bytes() {
        return Stream.of(base.encoder().keeps(fixed) ? List.<Tensor>of() : fixed, version, head)
                        .flatMap(List::stream)
                        .mapToLong(tensor -> Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact))
                        .sum()
                * Float.BYTES;
    }

    /**
     * Probabilities (passages, labels) in the form that trains; of a label that was never trained exactly 0.
     *
     * @throws IllegalStateException when it was closed
     */
    public float[][] scores(List<Passage> passages) {
        try (Formed plain = Formed.of(base.encoder(), Form.PLAIN, Integer.MAX_VALUE)) {
            return scores(plain, passages);
        }
    }

    /**
     * As {@link #scores(List)}, in any form. Passages of like length share a batch, so that little is spent on padding; padding is masked and
     * changes no answer.
     */
    public float[][] scores(Formed form, List<Passage> passages) {
        return Batches.answers(
                base.tokens(passages),
                rows -> MixedBatch.answer(form, List.of(new MixedBatch.Part(this, rows)))
                        .getFirst());
    }

    /** Probabilities (labels) of one text, by whoever holds it. */
    float[] answer(OnnxSession session, TokenRow text) {
        return session.scores(
                text,
                SiteNumbers.of(this),
                head.getFirst().view(),
                head.getLast().view());
    }

    /** Keeps it from leaving; {@link #release} is owed. */
    void hold() {
        leaving.readLock().lock();
        if (closed) {
            leaving.readLock().unlock();
            throw new IllegalStateException("this adapter has left");
        }
    }

    void release() {
        leaving.readLock().unlock();
    }

    /** Holding several in this order locks nobody out. */
    long order() {
        return order;
    }

    Encoder encoder() {
        return base.encoder();
    }

    Kind kind() {
        return new Kind(
                Fixed.Kind.of(header.method(), header.ranking(), header.factors()),
                Arrays.stream(ranks).boxed().toList());
    }

    long[] ranks() {
        return ranks.clone();
    }

    int labels() {
        return header.labels().size();
    }

    /** As the program's `constants` gave it. */
    List<Tensor> fixed() {
        return fixed;
    }

    /** As the program's `publish` gave it. */
    List<Tensor> version() {
        return version;
    }

    List<Tensor> head() {
        return head;
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
