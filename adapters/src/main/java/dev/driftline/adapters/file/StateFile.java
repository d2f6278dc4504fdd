package dev.driftline.adapters.file;

import java.util.Map;

/** A trainer state's bytes. */
public final class StateFile {
    private StateFile() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static Map<String, long[]> extras(byte[] state) {
        throw new UnsupportedOperationException();
    }
}
