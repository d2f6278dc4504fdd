package dev.driftline.registry.telling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the topics are kept true. */
@ConfigMapping(prefix = "driftline.telling")
public interface TellingSettings {
    /** How often the ledgers are compared with the last records in the topics. */
    @WithDefault("15s")
    Duration repairEvery();

    /** The first pause after a failure; each next is twice as long. */
    @WithDefault("200ms")
    Duration pauseFrom();

    /** No pause is longer. */
    @WithDefault("5s")
    Duration pauseTo();
}
