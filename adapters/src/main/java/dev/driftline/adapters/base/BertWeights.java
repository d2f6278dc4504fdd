package dev.driftline.adapters.base;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which weights an encoder of a configuration has, and their shapes, wherever they lie. */
final class BertWeights {
    /** Knows by what name a weight lies in some file. */
    interface Source {
        /**
         * How to read a weight.
         *
         * @param name in transformers' checkpoints, without a prefix
         * @param shape that it must have; matrices are (out, in)
         * @throws RuntimeException that names file and weight when there is none of this shape
         */
        Weights.Values values(String name, long... shape);
    }

    private final CheckpointConfig config;
    private final Source source;
    private final Map<String, Weights.Values> found = new LinkedHashMap<>();

    private BertWeights(CheckpointConfig config, Source source) {
        this.config = config;
        this.source = source;
    }

    static Weights find(CheckpointConfig config, Source source) {
        return new BertWeights(config, source).find();
    }

    private Weights find() {
        Geometry geometry = config.geometry();
        int width = geometry.width();
        take("embeddings.word_embeddings.weight", config.words(), width);
        places("embeddings.position_embeddings.weight");
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
        return new Weights(geometry, config.firstPlace(), found);
    }

    /** Rows in front of a text's first are dropped, so that every family counts from zero. */
    private void places(String name) {
        int width = config.geometry().width();
        int dropped = config.firstPlace() * width;
        Weights.Values all = source.values(name, config.places(), width);
        found.put(
                name,
                new Weights.Values(
                        () -> {
                            float[] numbers = all.numbers().get();
                            return dropped == 0 ? numbers : Arrays.copyOfRange(numbers, dropped, numbers.length);
                        },
                        config.places() - config.firstPlace(),
                        width));
    }

    private void norm(String name) {
        take(name + ".weight", config.geometry().width());
        take(name + ".bias", config.geometry().width());
    }

    private void take(String name, long... shape) {
        found.put(name, source.values(name, shape));
    }
}
