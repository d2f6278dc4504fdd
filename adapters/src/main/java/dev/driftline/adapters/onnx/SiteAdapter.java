package dev.driftline.adapters.onnx;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An adapter at one site: gain (W x + B R A x), the scale in B or R. Buffers are direct, read in place and as long as the call.
 *
 * @param rank of all matrices fused there together; 0: no adapter
 * @param a (rank, in)
 * @param b (out, rank)
 * @param r (rank, rank); null: none
 * @param gain (out); null: 1 throughout
 */
public record SiteAdapter(
        int rank,
        FloatBuffer a,
        FloatBuffer b,
        @Nullable FloatBuffer r,
        @Nullable FloatBuffer gain) {
    private static final FloatBuffer NOTHING = Direct.floats(0);

    /** What a method without one has there. */
    public static final SiteAdapter NONE = new SiteAdapter(0, NOTHING, NOTHING, null, null);
}
