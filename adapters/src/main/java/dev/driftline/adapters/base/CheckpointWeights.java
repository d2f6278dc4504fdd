package dev.driftline.adapters.base;

import dev.driftline.adapters.safetensors.MappedTensors;

/**
 * Weights in a checkpoint of transformers: with or without the family's prefix, with a norm's gain and bias called gamma and beta in
 * old files. Heads and poolers beside them are not looked at.
 */
final class CheckpointWeights implements BertWeights.Source {
    private final MappedTensors file;
    private final String prefix;

    CheckpointWeights(CheckpointConfig.Family family, MappedTensors file) {
        this.file = file;
        this.prefix = file.names().contains("embeddings.word_embeddings.weight") ? "" : family.prefix();
    }

    @Override
    public Weights.Values values(String name, long... shape) {
        String old = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
        String inFile = prefix + (file.names().contains(prefix + old) ? old : name);
        file.require(inFile, shape);
        return new Weights.Values(() -> file.floats(inFile, shape), shape);
    }
}
