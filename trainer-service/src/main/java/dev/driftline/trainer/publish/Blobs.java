package dev.driftline.trainer.publish;

import dev.driftline.contracts.wire.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The registry's blobs with the last used ones at hand, up to a bound in bytes; a blob never changes. Used by the
 * training thread alone.
 */
public final class Blobs {
    private final Registry registry;
    private final long mostBytes;
    private final Map<Digest, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;

    public Blobs(Registry registry, long mostBytes) {
        this.registry = registry;
        this.mostBytes = mostBytes;
    }

    public byte[] get(Digest digest) {
        byte[] known = kept.get(digest);
        if (known != null) {
            return known;
        }
        byte[] bytes = registry.blob(digest);
        keep(digest, bytes);
        return bytes;
    }

    /** Uploads, and keeps at hand. */
    public void put(Digest digest, byte[] bytes) {
        registry.putBlob(digest, bytes);
        keep(digest, bytes);
    }

    private void keep(Digest digest, byte[] bytes) {
        if (kept.put(digest, bytes) == null) {
            heldBytes += bytes.length;
        }
        var eldest = kept.entrySet().iterator();
        while (heldBytes > mostBytes && kept.size() > 1) {
            heldBytes -= eldest.next().getValue().length;
            eldest.remove();
        }
    }
}
