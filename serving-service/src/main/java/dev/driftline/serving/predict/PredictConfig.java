package dev.driftline.serving.predict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How questions share the engine. */
@ConfigMapping(prefix = "driftline.serving.answers")
interface PredictConfig {
    /** Texts that wait for the engine; those beyond get 429 at once. */
    @WithDefault("1024")
    int queue();

    /** Texts in one call of the engine, where it gains by them. */
    @WithDefault("32")
    int batchTexts();

    /** Tokens in one call, padding included. */
    @WithDefault("2048")
    int batchTokens();

    /** How long a call is held back for more texts while others come; when nobody came lately it is not. */
    @WithDefault("PT0.002S")
    Duration linger();

    /** Questions that wait for fresher weights; those beyond get 429. */
    @WithDefault("64")
    int waiting();
}
