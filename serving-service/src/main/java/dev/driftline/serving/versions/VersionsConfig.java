package dev.driftline.serving.versions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many versions beside the live ones are held. */
@ConfigMapping(prefix = "driftline.serving.versions")
interface VersionsConfig {
    /** Those used longest ago leave first. */
    @WithDefault("16")
    int guests();
}
