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
    private final List<Geometry.Site> sites;
    private final int firstPlace;
    private final int places;
    private final Digest digest;
    private final List<Tensor> weights;
    private final Map<Object, List<Tensor>> kept = new HashMap<>();
    private boolean closed;

    Encoder(Program program, Weights weights) {
        this.program = program;
        this.geometry = weights.geometry();
        this.sites = List.copyOf(geometry.sites());
        this.firstPlace = weights.firstPlace();
        this.places = weights.places();
        this.digest = weights.digest();
        this.scope = program.scope();
        this.weights = weights.load(scope);
    }

    /** Loaded on the device; owned by this encoder. */
    public Program program() {
        return program;
    }

    /**
     * In the program's order, float32; owned by this encoder. Words (words, width), places (places, width), norm; then of each layer the
     * weight (out, in) and bias (out) of its four sites, and two norms, each gain and bias (width).
     */
    public List<Tensor> weights() {
        return weights;
    }

    /**
     * The frozen weight W0 of a site (out, in): row j makes output j.
     *
     * @param site place in {@link Geometry#sites}
     */
    public Tensor weight(int site) {
        return weights.get(place(site));
    }

    /** Where a site's weight stands among {@link #weights}. */
    public static int place(int site) {
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

    /**
     * A copy of one of {@link #weights}, row by row, also while another thread wants to close this.
     *
     * @throws IllegalStateException when this is closed
     */
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

    /** How many tokens a text may have: rows of the place table for the first token type; for a second there are as many behind. */
    public int places() {
        return places;
    }

    /** Measures of all layers. */
    public Geometry geometry() {
        return geometry;
    }

    /** As {@link Geometry#sites}, made once. */
    public List<Geometry.Site> sites() {
        return sites;
    }

    /** SHA-256 over the checkpoint's own numbers: adapters name it, and fit no other base. */
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

    /** Whether {@code tensors} are of those that it has made and owns. */
    public synchronized boolean keeps(List<Tensor> tensors) {
        return kept.containsValue(tensors);
    }

    @Override
    public synchronized void close() {
        closed = true;
        scope.close();
        program.close();
    }
}
