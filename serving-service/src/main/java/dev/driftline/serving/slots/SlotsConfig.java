package dev.driftline.serving.slots;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is held. */
@ConfigMapping(prefix = "driftline.serving.slots")
interface SlotsConfig {
    /** Adapters in memory; those beyond lie cold, and are loaded when they are asked. */
    @WithDefault("16384")
    int most();

    /** Native memory of them all. */
    @WithDefault("1G")
    MemorySize memory();

    /** Questions that may wait for cold adapters at once; those beyond get 503. */
    @WithDefault("64")
    int waiting();
}
