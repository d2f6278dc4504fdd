package dev.driftline.cli.line;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.SystemSettings;
import dev.driftline.cli.up.UpState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the line runs: a system of one's own in a temporary folder, or one that is up already. Closing it ends the own
 * system and removes its folder, also on Ctrl-C, and leaves another's alone.
 */
public final class Host implements AutoCloseable {
    private final Endpoints endpoints;
    private final Supplier<List<UpState.Running>> processes;
    private final @Nullable Own own;

    private record Own(LocalSystem system, Path folder, Duration startTook, Thread onExit) {}

    private Host(Endpoints endpoints, Supplier<List<UpState.Running>> processes, @Nullable Own own) {
        this.endpoints = endpoints;
        this.processes = processes;
        this.own = own;
    }

    /** Starts a system of one's own on free ports; {@code report} hears each process as it gets ready. */
    static Host own(Consumer<String> report) {
        try {
            Path folder = Files.createTempDirectory("driftline-");
            return begin(folder, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A system that is up already. */
    static Host running(UpState state) {
        return new Host(state.ports().endpoints(), state::processes, null);
    }

    public Line line() {
        return new HttpLine(endpoints);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** The own system's folder, null when the system is another's. */
    public @Nullable Path folder() {
        return own == null ? null : own.folder();
    }

    /** From the first process's start to the last one's readiness; zero when the system was up already. */
    public Duration startTook() {
        return own == null ? Duration.ZERO : own.startTook();
    }

    /** All processes as they are now, the launcher first. */
    public List<ProcessFacts> processes() {
        return processes.get().stream().map(Host::facts).toList();
    }

    @Override
    public void close() {
        if (own != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(own.onExit());
            } catch (IllegalStateException e) {
                return; // the JVM ends already, and the hook does this work
            }
            end(own.system(), own.folder());
        }
    }

    private static Host begin(Path folder, Consumer<String> report) {
        long begun = System.nanoTime();
        try {
            LocalSystem system = LocalSystem.start(SystemSettings.temporary(folder), report);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Thread onExit = Thread.ofPlatform().name("driftline-end").unstarted(() -> end(system, folder));
            Runtime.getRuntime().addShutdownHook(onExit);
            return new Host(system.endpoints(), system::processes, new Own(system, folder, took, onExit));
        } catch (RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    private static ProcessFacts facts(UpState.Running process) {
        Long pid = process.pid();
        Long millis = process.startMillis();
        return new ProcessFacts(
                process.name(),
                millis == null ? null : millis / 1000.0,
                pid == null ? null : LocalSystem.residentBytes(pid));
    }

    private static void end(LocalSystem system, Path folder) {
        system.close();
        remove(folder);
    }

    /** Files that vanish while we look are what we want. */
    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " is left behind", e);
        }
    }
}
