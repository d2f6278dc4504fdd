package dev.driftline.serving.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much streams may take of the service. */
@ConfigMapping(prefix = "driftline.serving.stream")
interface StreamConfig {
    /** Streams open at once; those beyond get 429. */
    @WithDefault("8")
    int most();

    /** Texts that are asked together, 1 to 256. */
    @WithDefault("32")
    int group();

    /** Groups of all streams together that are asked at once: the share that streams have beside single questions. */
    @WithDefault("2")
    int groupsInFlight();

    /** How long a group is asked again while the service is busy or the version is not loaded. */
    @WithDefault("PT1M")
    Duration patience();
}
