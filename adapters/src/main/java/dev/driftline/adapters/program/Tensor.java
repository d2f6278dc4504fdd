package dev.driftline.adapters.program;

import ai.djl.pytorch.engine.PtNDArray;

/** An array in native memory; lives as long as the {@link Scope} that made it. */
public final class Tensor {
    private final PtNDArray array;

    Tensor(PtNDArray array) {
        this.array = array;
    }

    PtNDArray array() {
        return array;
    }

    public long[] shape() {
        return array.getShape().getShape();
    }

    /** A copy of its numbers, row by row. */
    public float[] floats() {
        return array.toFloatArray();
    }

    /** A copy of its numbers, row by row, of a float64 array. */
    public double[] doubles() {
        return array.toDoubleArray();
    }
}
