package dev.driftline.ingest.door;

import io.smallrye.config.ConfigMapping;

/** Where the broker is. */
@ConfigMapping(prefix = "driftline.kafka")
public interface KafkaSettings {
    String bootstrapServers();
}
