package dev.driftline.serving.hints;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the broker is. */
@ConfigMapping(prefix = "driftline.kafka")
interface HintsConfig {
    @WithDefault("127.0.0.1:7092")
    String bootstrapServers();

    /** How long an unknown domain is looked for at the end of `domains`. */
    @WithDefault("PT2S")
    Duration lookWait();
}
