package dev.driftline.cli.send;

import java.time.Duration;

/** How long a batch is tried again while ingest is away or pushes back; pauses double up to the longest. */
public record Patience(Duration firstPause, Duration longestPause, Duration total) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(2));
}
