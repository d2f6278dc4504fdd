package dev.driftline.registry.store;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Immutable things under keys: nothing is ever overwritten. Every method throws {@link StoreAway} when the store does
 * not answer; whether a write then happened is not known.
 */
public interface ObjectStore {
    /** No object is larger. */
    int MAX_BYTES = 64 * 1024 * 1024;

    /**
     * Writes {@code bytes} unless the key is there.
     *
     * @return true when this call wrote it; false when the key was there, perhaps from an earlier try of this very call
     *     whose answer was lost: who must know reads it
     */
    boolean putIfAbsent(String key, byte[] bytes);

    Optional<byte[]> get(String key);

    /** Bytes under {@code key}, without reading them. */
    OptionalLong size(String key);

    /** Hands over every key that begins with {@code prefix}. */
    void eachKey(String prefix, Consumer<String> keys);

    /** Hands over the name of every folder directly below {@code prefix}, which ends in '/'. */
    void eachFolder(String prefix, Consumer<String> names);

    /** Deletes {@code key}; nothing happens when it is not there. */
    void delete(String key);
}
