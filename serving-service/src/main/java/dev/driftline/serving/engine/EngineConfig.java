package dev.driftline.serving.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the base runs on. */
@ConfigMapping(prefix = "driftline")
interface EngineConfig {
    /** auto, cpu or cuda; cuda without a CUDA libtorch ends the start. */
    @WithDefault("auto")
    String device();

    /** Threads of one tensor operation; 0: as many as cores. */
    @WithDefault("0")
    int threads();
}
