package dev.driftline.cli.up;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running {@code up} writes down for the other commands.
 *
 * @param ready whether every service has been ready once
 */
public record UpState(long pid, Instant startedAt, boolean ready, Ports ports, List<Running> processes) {
    public UpState {
        processes = List.copyOf(processes);
    }

    /**
     * One process.
     *
     * @param pid null while it is down
     * @param startMillis from its start to its first readiness; null before
     * @param restarts how often it had to be started again
     */
    public record Running(
            String name,
            @Nullable Long pid,
            int port,
            @Nullable Long startMillis,
            int restarts) {}
}
