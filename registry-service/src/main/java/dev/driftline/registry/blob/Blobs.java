package dev.driftline.registry.blob;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.registry.store.ObjectStore;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes under their own SHA-256: what is written twice is there once, what is read is what was written. */
public final class Blobs {
    private final ObjectStore store;

    public Blobs(ObjectStore store) {
        this.store = store;
    }

    /** Keeps {@code bytes}, whose digest must be {@code digest}; false when they were there. */
    public boolean put(Digest digest, byte[] bytes) {
        InvalidValue.unless(bytes.length > 0, "body", "must not be empty");
        InvalidValue.unless(
                bytes.length <= ObjectStore.MAX_BYTES, "body", "must be at most " + ObjectStore.MAX_BYTES + " bytes");
        Digest actual = Digest.of(bytes);
        InvalidValue.unless(actual.equals(digest), "digest", "the bytes that came have the digest " + actual);
        return store.putIfAbsent(key(digest), bytes);
    }

    /** The blob, or nothing; throws {@link DamagedBlob} when the store's bytes are not those that were written. */
    public Optional<byte[]> get(Digest digest) {
        Optional<byte[]> bytes = store.get(key(digest));
        if (bytes.isPresent() && !Digest.of(bytes.get()).equals(digest)) {
            throw new DamagedBlob(digest);
        }
        return bytes;
    }

    /** The blob's bytes, counted by the store; nothing when it is not there. */
    public OptionalLong size(Digest digest) {
        return store.size(key(digest));
    }

    public void delete(Digest digest) {
        store.delete(key(digest));
    }

    static String key(Digest digest) {
        return "blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex();
    }
}
