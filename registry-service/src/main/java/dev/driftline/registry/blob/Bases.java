package dev.driftline.registry.blob;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.version.BlobRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.store.ObjectStore;
import dev.driftline.registry.store.StoreAway;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is known of a base model. The first writer of a thing names it for all. */
public final class Bases {
    private static final Pattern FACTORS = Pattern.compile("[1-9][0-9]{0,2}-[a-z]{1,16}");

    private final ObjectStore store;
    private final Blobs blobs;

    public Bases(ObjectStore store, Blobs blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    /** The blob of the factors that {@code name}, rank-matrices, stands for; nothing before the first offer. */
    public Optional<BlobRef> factors(Digest base, String name) {
        return store.get(factorsKey(base, name)).map(bytes -> Json.read(bytes, BlobRef.class));
    }

    /** Names the factors' blob, which must be there, unless another was named before; answers the one that holds. */
    public BlobRef nameFactors(Digest base, String name, BlobRef offered) {
        String key = factorsKey(base, name);
        unless(blobs.size(offered.blob()).isPresent(), "blob", offered.blob() + " is not there; upload it first");
        store.putIfAbsent(key, Json.bytes(offered));
        return factors(base, name).orElseThrow(() -> new StoreAway("the store lost " + key, null));
    }

    /** The base's description in JSON; nothing before the first. */
    public Optional<byte[]> description(Digest base) {
        return store.get(descriptionKey(base));
    }

    /** Keeps the base's description unless there is one; answers the one that holds. */
    public byte[] describe(Digest base, byte[] json) {
        String key = descriptionKey(base);
        store.putIfAbsent(key, json);
        return store.get(key).orElseThrow(() -> new StoreAway("the store lost " + key, null));
    }

    private static String descriptionKey(Digest base) {
        return "bases/" + base + ".json";
    }

    private static String factorsKey(Digest base, String name) {
        unless(FACTORS.matcher(name).matches(), "factors", "must be <rank>-<matrices>, as 8-all");
        return "bases/" + base + "/factors-" + name + ".json";
    }
}
