package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.wire.Digest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The frozen encoder as learners and residents use it: weights in native memory, program, measures, digest. */
public final class Encoder implements AutoCloseable {
    private static final int MOST_KEPT = 8;

    private final Program program;
    private final Scope scope;
    private final Geometry geometry;
    private final int firstPlace;
    private final Digest digest;
    private final List<Tensor> weights;
    private final Map<Object, List<Tensor>> kept = new HashMap<>();
    private boolean closed;

    Encoder(Program program, Weights weights) {
        this.program = program;
        this.geometry = weights.geometry();
        this.firstPlace = weights.firstPlace();
        this.digest = weights.digest();
        this.scope = program.scope();
        this.weights = weights.load(scope);
    }

    public Program program() {
        return program;
    }

    /** In the program's order; owned by this encoder. */
    public List<Tensor> weights() {
        return weights;
    }

    /** The weight of a site (out, in). */
    public Tensor weight(int site) {
        return weights.get(place(site));
    }

    /** Where a site's weight stands among {@link #weights}. */
    private static int place(int site) {
        return 4 + (site / 4) * 12 + (site % 4) * 2;
    }

    /**
     * A copy of one matrix (out, in).
     *
     * @param weights in this encoder's order: its own, or a copy that has moved
     * @param module the matrix's name in the model's own checkpoint
     */
    public float[] matrix(List<Tensor> weights, String module) {
        List<Geometry.Site> sites = geometry.sites();
        for (int i = 0; i < sites.size(); i++) {
            int own = sites.get(i).modules().indexOf(module);
            if (own >= 0) {
                int size = sites.get(i).rows() * sites.get(i).in();
                return Arrays.copyOfRange(weights.get(place(i)).floats(), own * size, (own + 1) * size);
            }
        }
        throw new IllegalArgumentException("no matrix of the base is called " + module);
    }

    /** A copy of one of {@link #weights}, also while another thread wants to close this. */
    public synchronized float[] numbers(int weight) {
        if (closed) {
            throw new IllegalStateException("the base has left");
        }
        return weights.get(weight).floats();
    }

    /** Rows that the family's own position table has in front of ours: none for BERT, those up to the padding's for RoBERTa. */
    public int firstPlace() {
        return firstPlace;
    }

    public Geometry geometry() {
        return geometry;
    }

    public Digest digest() {
        return digest;
    }

    /**
     * Tensors that depend on this encoder and on {@code kind} alone, made once and shared by all. Of the first {@value #MOST_KEPT}
     * kinds they belong to this encoder; of any other they are made anew for {@code otherwise}, so that memory stays bounded.
     */
    public synchronized List<Tensor> kept(Object kind, Scope otherwise, Function<Scope, List<Tensor>> make) {
        List<Tensor> known = kept.get(kind);
        if (known != null) {
            return known;
        }
        if (kept.size() == MOST_KEPT) {
            return make.apply(otherwise);
        }
        List<Tensor> made = make.apply(scope);
        kept.put(kind, made);
        return made;
    }

    @Override
    public synchronized void close() {
        closed = true;
        scope.close();
        program.close();
    }
}
