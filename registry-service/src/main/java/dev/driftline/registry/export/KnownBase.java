package dev.driftline.registry.export;

import dev.driftline.contracts.wire.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * A base model by its name in public and its licence.
 *
 * @param name as {@code base_model_name_or_path} has it
 * @param licence an SPDX identifier
 */
record KnownBase(String name, String licence) {
    private static final Map<Digest, KnownBase> BASES = Map.of(
            new Digest("9f0d015328db6d3181fc9945360e3df939863b701425ea51b80565cc2fcf733c"),
            new KnownBase("sentence-transformers/all-MiniLM-L6-v2", "Apache-2.0"));

    static Optional<KnownBase> of(Digest base) {
        return Optional.ofNullable(BASES.get(base));
    }
}
