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

    /** Threads of the tensor library; 0: as many as cores. */
    @WithDefault("0")
    int threads();

    Serving serving();

    /** What training does not ask. */
    interface Serving {
        /**
         * How the base is computed for answers: fp32, bf16, fp32-onnx, int8, or auto: what is fastest on this machine. Domains whose exam int8
         * would answer otherwise are answered exactly.
         */
        @WithDefault("auto")
        String form();

        /** Calls of the engine at the same time, which share the threads; 0: one for each thread on a CPU, one on a GPU. */
        @WithDefault("0")
        int lanes();
    }
}
