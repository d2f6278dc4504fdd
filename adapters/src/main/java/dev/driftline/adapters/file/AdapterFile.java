package dev.driftline.adapters.file;

/** An adapter's bytes. */
public final class AdapterFile {
    private AdapterFile() {}

    public static AdapterHeader header(byte[] adapter) {
        throw new UnsupportedOperationException();
    }
}
