package dev.driftline.adapters.program;

import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** An array in native memory; lives as long as the {@link Scope} that made it. */
public final class Tensor {
    private final PtNDArray array;

    Tensor(PtNDArray array) {
        this.array = array;
    }

    PtNDArray array() {
        return array;
    }

    /** Numbers along each dimension; a copy. */
    public long[] shape() {
        return array.getShape().getShape();
    }

    /** A copy of its numbers, row by row, of a float32 array; of another an IllegalStateException. */
    public float[] floats() {
        return array.toFloatArray();
    }

    /** Its numbers where they lie, row by row, of a float32 array in the processor's memory: to be read while its scope lives. */
    public FloatBuffer view() {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** The same of a float64 array. */
    public double[] doubles() {
        return array.toDoubleArray();
    }
}
