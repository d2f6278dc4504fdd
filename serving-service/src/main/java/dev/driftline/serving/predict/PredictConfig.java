package dev.driftline.serving.predict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many questions are borne at once. */
@ConfigMapping(prefix = "driftline.serving.answers")
interface PredictConfig {
    /** Questions in the engine; 0: as many as cores. */
    @WithDefault("0")
    int concurrency();

    /** Questions that wait for the engine; those beyond get 429. */
    @WithDefault("64")
    int queue();

    /** How long one waits for the engine before it gets 429. */
    @WithDefault("PT2S")
    Duration queueWait();

    /** Questions that wait for fresher weights; those beyond get 429. */
    @WithDefault("64")
    int waiting();
}
