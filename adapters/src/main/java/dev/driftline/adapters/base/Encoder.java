package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.wire.Digest;
import java.util.List;

/** The frozen encoder as learners and residents use it: weights in native memory, program, measures, digest. */
public final class Encoder implements AutoCloseable {
    private final Program program;
    private final Scope scope;
    private final Geometry geometry;
    private final Digest digest;
    private final List<Tensor> weights;

    Encoder(Program program, Weights weights) {
        this.program = program;
        this.geometry = weights.geometry();
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
        return weights.get(4 + (site / 4) * 12 + (site % 4) * 2);
    }

    public Geometry geometry() {
        return geometry;
    }

    public Digest digest() {
        return digest;
    }

    @Override
    public void close() {
        scope.close();
        program.close();
    }
}
