package dev.driftline.cli.line;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.UpState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the line runs: a system of one's own, which closing ends, or one that is up already, which closing leaves alone. */
public final class Host implements AutoCloseable {
    private final Endpoints endpoints;
    private final String bootstrapServers;
    private final Supplier<List<UpState.Running>> processes;
    private final Duration startTook;
    private final Runnable end;

    private Host(
            Endpoints endpoints,
            String bootstrapServers,
            Supplier<List<UpState.Running>> processes,
            Duration startTook,
            Runnable end) {
        this.endpoints = endpoints;
        this.bootstrapServers = bootstrapServers;
        this.processes = processes;
        this.startTook = startTook;
        this.end = end;
    }

    /**
     * A system of one's own in a temporary folder.
     *
     * @param report hears each process as it gets ready
     * @param serving further variables for serving
     */
    public static Host own(Consumer<String> report, Map<String, String> serving) {
        OwnSystem own = OwnSystem.start(report, serving);
        LocalSystem system = own.system();
        return new Host(system.endpoints(), system.bootstrapServers(), system::processes, own.startTook(), own::close);
    }

    static Host running(UpState state) {
        return new Host(
                state.ports().endpoints(), state.ports().bootstrapServers(), state::processes, Duration.ZERO, () -> {});
    }

    public Line line() {
        return new HttpLine(endpoints);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** From the first process's start to the last one's readiness; zero when the system was up already. */
    public Duration startTook() {
        return startTook;
    }

    /** All processes as they are now, the launcher first. */
    public List<ProcessFacts> processes() {
        return processes.get().stream().map(Host::facts).toList();
    }

    @Override
    public void close() {
        end.run();
    }

    private static ProcessFacts facts(UpState.Running process) {
        Long pid = process.pid();
        Long millis = process.startMillis();
        return new ProcessFacts(
                process.name(),
                millis == null ? null : millis / 1000.0,
                pid == null ? null : LocalSystem.residentBytes(pid));
    }
}
