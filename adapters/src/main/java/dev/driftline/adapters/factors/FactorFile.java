package dev.driftline.adapters.factors;

import dev.driftline.adapters.base.Base;

/** EDoRA's factors as bytes. */
public final class FactorFile {
    private FactorFile() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static byte[] compute(Base base, int rank) {
        throw new UnsupportedOperationException();
    }
}
