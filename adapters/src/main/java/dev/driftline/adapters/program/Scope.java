package dev.driftline.adapters.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.function.Consumer;

/** Owns arrays in native memory until it is closed. Used by one thread at a time. */
public final class Scope implements AutoCloseable {
    private final PtNDManager owner;
    private final Consumer<Scope> closed;

    /** @param closed hears of its end */
    Scope(PtNDManager owner, Consumer<Scope> closed) {
        this.owner = owner;
        this.closed = closed;
    }

    /** A copy in float32. {@code values} lie row by row, as many as {@code shape} says. */
    public Tensor floats(float[] values, long... shape) {
        return settle(owner.create(values, new Shape(shape)));
    }

    /** The same in float64. */
    public Tensor doubles(double[] values, long... shape) {
        return settle(owner.create(values, new Shape(shape)));
    }

    /** The same in int64. */
    public Tensor longs(long[] values, long... shape) {
        return settle(owner.create(values, new Shape(shape)));
    }

    /** Copies into memory of libtorch's own: a Java buffer is not aligned as its kernels like, and bits depend on that. */
    private static Tensor settle(NDArray shell) {
        try (shell) {
            return new Tensor((PtNDArray) shell.duplicate());
        }
    }

    PtNDManager owner() {
        return owner;
    }

    /** How many arrays it holds. */
    int size() {
        return owner.getManagedArrays().size();
    }

    @Override
    public void close() {
        closed.accept(this);
        owner.close();
    }
}
