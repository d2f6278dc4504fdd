package dev.driftline.adapters.resident;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.file.AdapterHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loaded adapter. Many threads may ask it at once. */
@SuppressWarnings("DoNotCallSuggester")
public final class Resident implements AutoCloseable {
    private Resident() {}

    public static Resident load(Base base, byte[] adapter, byte @Nullable [] factors) {
        throw new UnsupportedOperationException();
    }

    public AdapterHeader header() {
        throw new UnsupportedOperationException();
    }

    public float[][] scores(List<String> texts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
