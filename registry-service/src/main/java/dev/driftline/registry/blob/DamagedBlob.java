package dev.driftline.registry.blob;

import dev.driftline.contracts.wire.Digest;

/** The store's bytes under a digest have another digest: they are never handed on. */
public final class DamagedBlob extends RuntimeException {
    DamagedBlob(Digest digest) {
        super("the object store's bytes of blob " + digest + " are not the bytes that were written; restore it");
    }
}
