package dev.driftline.serving.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the broker is. */
@ConfigMapping(prefix = "driftline.kafka")
interface BrokerConfig {
    @WithDefault("127.0.0.1:7092")
    String bootstrapServers();
}
