package dev.driftline.cli.line;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.UpState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the line runs: a system of one's own, which closing ends, or one that is up already, which closing leaves alone. */
public final class Host implements AutoCloseable {
    private final Endpoints endpoints;
    private final Supplier<List<UpState.Running>> processes;
    private final Duration startTook;
    private final Runnable end;

    private Host(Endpoints endpoints, Supplier<List<UpState.Running>> processes, Duration startTook, Runnable end) {
        this.endpoints = endpoints;
        this.processes = processes;
        this.startTook = startTook;
        this.end = end;
    }

    static Host own(Consumer<String> report) {
        OwnSystem own = OwnSystem.start(report);
        LocalSystem system = own.system();
        return new Host(system.endpoints(), system::processes, own.startTook(), own::close);
    }

    static Host running(UpState state) {
        return new Host(state.ports().endpoints(), state::processes, Duration.ZERO, () -> {});
    }

    public Line line() {
        return new HttpLine(endpoints);
    }

    public Endpoints endpoints() {
        return endpoints;
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
