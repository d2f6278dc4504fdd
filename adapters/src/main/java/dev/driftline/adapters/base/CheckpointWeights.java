package dev.driftline.adapters.base;

import dev.driftline.adapters.safetensors.MappedTensors;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder's weights in a checkpoint of transformers, by their names there: with or without the family's prefix, with a norm's gain
 * and bias called gamma and beta in old files. Heads and poolers beside them are not looked at.
 */
final class CheckpointWeights {
    private static final String WORDS = "embeddings.word_embeddings.weight";

    private final CheckpointConfig config;
    private final MappedTensors file;
    private final String prefix;
    private final Map<String, Weights.Values> found = new LinkedHashMap<>();

    private CheckpointWeights(CheckpointConfig config, MappedTensors file) {
        this.config = config;
        this.file = file;
        this.prefix = file.names().contains(WORDS) ? "" : config.family().prefix();
    }

    /** Throws {@link InvalidValue} when a weight is missing or has not the shape that the configuration says. */
    static Weights of(CheckpointConfig config, MappedTensors file) {
        return new CheckpointWeights(config, file).find();
    }

    private Weights find() {
        Geometry geometry = config.geometry();
        int width = geometry.width();
        take(WORDS, config.words(), width);
        places();
        if (config.types() > 0) {
            take("embeddings.token_type_embeddings.weight", config.types(), width);
        }
        norm("embeddings.LayerNorm");
        for (Geometry.Site site : geometry.sites()) {
            for (String module : site.modules()) {
                take(module + ".weight", site.rows(), site.in());
                take(module + ".bias", site.rows());
            }
        }
        for (int layer = 0; layer < geometry.layers(); layer++) {
            for (String norm : List.of("attention.output.LayerNorm", "output.LayerNorm")) {
                norm("encoder.layer." + layer + "." + norm);
            }
        }
        return new Weights(geometry, found);
    }

    /** Rows in front of a text's first are dropped, so that every family counts from zero. */
    private void places() {
        String name = "embeddings.position_embeddings.weight";
        int width = config.geometry().width();
        int first = config.firstPlace();
        file.require(prefix + name, config.places(), width);
        found.put(
                name,
                new Weights.Values(
                        () -> {
                            float[] all = file.floats(prefix + name, config.places(), width);
                            return Arrays.copyOfRange(all, first * width, all.length);
                        },
                        config.places() - first,
                        width));
    }

    private void norm(String name) {
        boolean old = !file.names().contains(prefix + name + ".weight")
                && file.names().contains(prefix + name + ".gamma");
        takeAs(
                name + ".weight",
                name + (old ? ".gamma" : ".weight"),
                config.geometry().width());
        takeAs(
                name + ".bias",
                name + (old ? ".beta" : ".bias"),
                config.geometry().width());
    }

    private void take(String name, long... shape) {
        takeAs(name, name, shape);
    }

    private void takeAs(String name, String inFile, long... shape) {
        file.require(prefix + inFile, shape);
        found.put(name, new Weights.Values(() -> file.floats(prefix + inFile, shape), shape));
    }
}
