package dev.driftline.registry.place;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How topics are made that are not there yet. */
@ConfigMapping(prefix = "driftline.topics")
public interface TopicSettings {
    /** Partitions of {@code examples}. */
    @WithDefault("16")
    int partitions();

    @WithDefault("1")
    int replication();
}
