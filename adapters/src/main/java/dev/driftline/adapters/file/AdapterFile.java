package dev.driftline.adapters.file;

/** An adapter's bytes. */
public final class AdapterFile {
    private AdapterFile() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static AdapterHeader header(byte[] adapter) {
        throw new UnsupportedOperationException();
    }
}
