package dev.driftline.serving.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where adapters' bytes are and how long they may take. */
@ConfigMapping(prefix = "driftline")
interface ClaimConfig {
    Registry registry();

    Kafka kafka();

    /** Holds every adapter. */
    interface Registry {
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

    /** Carries the small ones in `adapters`. */
    interface Kafka {
        @WithDefault("127.0.0.1:7092")
        String bootstrapServers();

        /** Until a record that was read before is here again; after that the registry is asked. */
        @WithDefault("PT2S")
        Duration carriedWait();
    }
}
