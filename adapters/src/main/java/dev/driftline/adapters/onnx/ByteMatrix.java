package dev.driftline.adapters.onnx;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A matrix W (out, in) in bytes: W = scale q by row, symmetric. They are of seven bits: two products of one with a byte of the input fit into
 * sixteen, so that processors which add them up in pairs (AVX2's vpmaddubsw saturates) answer as others do.
 *
 * @param q turned, (in, out), each in -63 .. 63
 * @param scales (out)
 */
record ByteMatrix(ByteBuffer q, FloatBuffer scales) {
    private static final int MOST = 63;

    /** A row of zeros has some scale. */
    private static final float LEAST = 1e-12f;

    static ByteMatrix of(FloatBuffer matrix, int out, int in) {
        ByteBuffer q = Direct.bytes(out * in);
        FloatBuffer scales = Direct.floats(out);
        for (int row = 0; row < out; row++) {
            float largest = LEAST;
            for (int column = 0; column < in; column++) {
                largest = Math.max(largest, Math.abs(matrix.get(row * in + column)));
            }
            float scale = largest / MOST;
            scales.put(row, scale);
            for (int column = 0; column < in; column++) {
                q.put(column * out + row, (byte) Math.rint(matrix.get(row * in + column) / scale));
            }
        }
        return new ByteMatrix(q, scales);
    }
}
