package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Where a version came from that was not learned here.
 *
 * @param file digest of the adapter_model.safetensors that was imported
 * @param kind what it was to PEFT: lora or dora
 * @param base what its config named as its base; null when it named none
 */
public record Origin(Digest file, String kind, @Nullable String base) {
    private static final int MAX_BASE = 1_000;

    public Origin {
        unless(kind.equals("lora") || kind.equals("dora"), "kind", "must be lora or dora");
        unless(base == null || base.length() <= MAX_BASE, "base", "must be at most " + MAX_BASE + " characters");
    }
}
