package dev.driftline.serving.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which base, and what it runs on. */
@ConfigMapping(prefix = "driftline")
interface EngineConfig {
    /** minilm, bge-small, bert-base or a directory with a BERT or RoBERTa model; the trainer needs the same. */
    @WithDefault("minilm")
    String base();

    /** auto, cpu or cuda; cuda without a CUDA libtorch ends the start. */
    @WithDefault("auto")
    String device();

    /** Threads of one tensor operation; 0: as many as cores. */
    @WithDefault("0")
    int threads();
}
