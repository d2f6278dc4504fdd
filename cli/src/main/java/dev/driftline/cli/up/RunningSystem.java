package dev.driftline.cli.up;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A system that another process runs, seen through its data folder. */
public final class RunningSystem {
    private static final Duration ASK_EVERY = Duration.ofMillis(50);

    private final Path data;
    private final UpState state;

    private RunningSystem(Path data, UpState state) {
        this.data = data;
        this.state = state;
    }

    /** The system that runs on {@code data} now; empty when none does. */
    public static Optional<RunningSystem> find(Path data) {
        Path root = data.toAbsolutePath().normalize();
        return DataFolder.running(root).map(state -> new RunningSystem(root, state));
    }

    /** The ports of the system that runs on {@code data}, or that was killed there; empty when the last one ended in order. */
    public static Optional<Ports> ports(Path data) {
        return DataFolder.lastState(data.toAbsolutePath().normalize()).map(UpState::ports);
    }

    public UpState state() {
        return state;
    }

    /** Asks it to stop in order, and waits; throws when it goes on after {@code within}. */
    public void stop(Duration within) {
        Optional<ProcessHandle> process = ProcessHandle.of(state.pid());
        process.ifPresent(ProcessHandle::destroy);
        long until = System.nanoTime() + within.toNanos();
        while (find(data).isPresent() || process.filter(ProcessHandle::isAlive).isPresent()) {
            if (System.nanoTime() > until) {
                throw new Failure(
                        ExitCode.FAILURE,
                        "the system (pid " + state.pid() + ") has not stopped after " + within.toSeconds()
                                + " s: see " + data.resolve("logs") + "; kill -9 " + state.pid()
                                + " ends it and, within 5 s, its services");
            }
            sleep();
        }
    }

    static void sleep() {
        try {
            Thread.sleep(ASK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted", e);
        }
    }
}
