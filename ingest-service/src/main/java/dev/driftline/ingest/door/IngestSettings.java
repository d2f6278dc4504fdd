package dev.driftline.ingest.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much the doors let through at once, and how long anyone waits. */
@ConfigMapping(prefix = "driftline.ingest")
public interface IngestSettings {
    /** Bytes of one record, as received. */
    @WithDefault("262144")
    int maxRecord();

    /** Bytes of a body that is answered as a whole. */
    @WithDefault("8388608")
    int maxBody();

    /** Records of a body that is answered as a whole. */
    @WithDefault("10000")
    int maxRecords();

    /** Bytes that may be on their way, all requests together. */
    @WithDefault("33554432")
    long maxUnderway();

    /** Requests at once. */
    @WithDefault("48")
    int maxRequests();

    /** Wait for room, and for topic `domains` to be read to its end. */
    @WithDefault("3s")
    Duration patience();

    /** Wait of a stream for room: its client is slowed down rather than sent away. */
    @WithDefault("30s")
    Duration streamPatience();

    /** When a client that was sent away may come again. */
    @WithDefault("2s")
    Duration retryAfter();
}
