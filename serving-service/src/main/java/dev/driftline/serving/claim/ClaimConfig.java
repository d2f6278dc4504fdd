package dev.driftline.serving.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the registry is and how long it may take. */
@ConfigMapping(prefix = "driftline.registry")
interface ClaimConfig {
    @WithDefault("http://127.0.0.1:7070")
    URI url();

    /** Until a connection stands. */
    @WithDefault("PT2S")
    Duration connectWait();

    /** Until a blob is here, connection included. */
    @WithDefault("PT20S")
    Duration fetchWait();

    /** Until the registry has said which version is meant, connection included. */
    @WithDefault("PT2S")
    Duration lookupWait();
}
