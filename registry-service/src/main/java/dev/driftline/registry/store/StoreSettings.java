package dev.driftline.registry.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the object store is. The keys have no default: a store without a lock is nobody's wish. */
@ConfigMapping(prefix = "driftline.store")
public interface StoreSettings {
    @WithDefault("http://127.0.0.1:7900")
    String endpoint();

    @WithDefault("driftline")
    String bucket();

    String accessKey();

    String secretKey();

    @WithDefault("us-east-1")
    String region();

    /** How long a starting registry waits for the store before it gives up. */
    @WithDefault("60s")
    Duration patience();
}
