package dev.driftline.serving.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long bodies may take. */
@ConfigMapping(prefix = "driftline.serving.body")
interface BodyConfig {
    /** From the first byte that is read to the last. Streams are no bodies in this sense: they have no end. */
    @WithDefault("PT30S")
    Duration time();
}
