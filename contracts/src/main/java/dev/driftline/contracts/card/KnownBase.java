package dev.driftline.contracts.card;

import dev.driftline.contracts.wire.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * A base model by its name in public and its licence.
 *
 * @param name as {@code base_model_name_or_path} has it
 * @param licence an SPDX identifier
 */
public record KnownBase(String name, String licence) {
    private static final Map<Digest, KnownBase> BASES = Map.of(
            new Digest("9f0d015328db6d3181fc9945360e3df939863b701425ea51b80565cc2fcf733c"),
            new KnownBase("sentence-transformers/all-MiniLM-L6-v2", "Apache-2.0"),
            new Digest("bd0dbc28e9f4cd46dacb73c5d3823d2a53aefc52f7c43afab4bc4f1ebf84d4fe"),
            new KnownBase("BAAI/bge-small-en-v1.5", "MIT"),
            new Digest("7ee9dc682a9e5c20d765edd6e4b52148c32aa7e33b6700655d0abc905ee8615f"),
            new KnownBase("google-bert/bert-base-uncased", "Apache-2.0"));

    /** What is known of a base, by the digest of its weights. */
    public static Optional<KnownBase> of(Digest base) {
        return Optional.ofNullable(BASES.get(base));
    }
}
