package dev.driftline.serving.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whether texts are kept, which may be personal: not unless somebody says so. */
@ConfigMapping(prefix = "driftline.serving")
interface CaptureConfig {
    @WithDefault("false")
    boolean capture();

    /** The only domains that are captured; absent: all. */
    Optional<List<String>> captureDomains();

    /** Answers to single texts that wait for the broker; those beyond are not captured. */
    @WithDefault("4096")
    int captureQueue();
}
