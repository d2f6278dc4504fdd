package dev.driftline.serving.slots;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is held. */
@ConfigMapping(prefix = "driftline.serving.slots")
interface SlotsConfig {
    /** Domains with an adapter in memory; those beyond are refused. */
    @WithDefault("4096")
    int most();
}
