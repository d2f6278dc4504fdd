package dev.driftline.serving.traffic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may wait to be compared. */
@ConfigMapping(prefix = "driftline.serving.traffic")
interface TrafficConfig {
    /** Questions; those beyond are not compared, and counted as dropped. */
    @WithDefault("64")
    int compareQueue();
}
