package dev.driftline.registry.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which trainer states are kept, and for how long the others. */
@ConfigMapping(prefix = "driftline.retention")
public interface RetentionSettings {
    @WithDefault("1h")
    Duration every();

    /** The newest versions of a trunk whose states are kept. */
    @WithDefault("10")
    int versions();

    /** The state of an older version is kept this long after the version was added. */
    @WithDefault("1d")
    Duration olderFor();
}
