package dev.driftline.adapters.learner;

/**
 * Two keys of a step's dropout masks. Each is a one-to-one function of the whole 64-bit seed, so two seeds never share their keys; a
 * generator of libtorch's would look at 32 bits only.
 */
final class MaskKeys {
    private static final long OTHER = 0x9E37_79B9_7F4A_7C15L;

    private MaskKeys() {}

    static long[] of(long maskSeed) {
        return new long[] {mix(maskSeed), mix(maskSeed ^ OTHER)};
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
