package dev.driftline.serving.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where ingest-service is and how long it may take. */
@ConfigMapping(prefix = "driftline.ingest")
interface FeedbackConfig {
    @WithDefault("http://127.0.0.1:7071")
    URI url();

    /** Until a connection stands. */
    @WithDefault("PT2S")
    Duration connectWait();

    /** Until the receipt is here, connection included. */
    @WithDefault("PT10S")
    Duration sendWait();
}
