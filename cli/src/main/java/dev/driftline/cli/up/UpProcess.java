package dev.driftline.cli.up;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code up} as a process of its own, behind this one: it goes on when this one ends. */
public final class UpProcess {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(120);
    private static final String NAME = "up";
    private static final String MAIN = "dev.driftline.cli.Main";

    private final Process process;
    private final SystemSettings settings;
    private final Path log;

    private UpProcess(Process process, SystemSettings settings, Path log) {
        this.process = process;
        this.settings = settings;
        this.log = log;
    }

    /** Begins it; what it prints goes to {@code logs/up.log} of its data folder. */
    public static UpProcess begin(SystemSettings settings) {
        Path log = DataFolder.log(settings.data(), NAME);
        try {
            Files.createDirectories(settings.data().resolve("logs"));
            DataFolder.turnLog(settings.data(), NAME);
            Process process = new ProcessBuilder(line(settings))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new UpProcess(process, settings, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every service is ready; throws with what it printed when it ends before. */
    public RunningSystem awaitReady() {
        long until = System.nanoTime() + READY_WITHIN.toNanos();
        while (true) {
            Optional<RunningSystem> running = RunningSystem.find(settings.data())
                    .filter(found -> found.state().pid() == process.pid()
                            && found.state().ready());
            if (running.isPresent()) {
                return running.get();
            }
            if (!process.isAlive()) {
                throw new Failure(ExitCode.FAILURE, "the system did not start:\n" + Logs.lastLines(log));
            }
            if (System.nanoTime() > until) {
                throw new Failure(
                        ExitCode.FAILURE,
                        "the system is not ready after " + READY_WITHIN.toSeconds() + " s:\n" + Logs.lastLines(log));
            }
            RunningSystem.sleep();
        }
    }

    public Endpoints endpoints() {
        return settings.ports().endpoints();
    }

    public SystemSettings settings() {
        return settings;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the launcher alone, as kill −9 does; its services end by themselves within five seconds. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to stop everything in order, and waits. */
    public void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new Failure(ExitCode.FAILURE, "the launcher (pid " + process.pid() + ") does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted", e);
        }
    }

    private static List<String> line(SystemSettings settings) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(ServiceCommand.SETSID)) {
            line.add(ServiceCommand.SETSID.toString());
        }
        line.add(ServiceCommand.java());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Ddriftline.home=" + settings.home(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "up",
                "--data",
                settings.data().toString(),
                "--port-base",
                String.valueOf(settings.ports().registry())));
        settings.environment()
                .forEach((service, variables) -> variables.forEach((name, value) -> {
                    line.add("--env");
                    line.add(service.word() + ":" + name + "=" + value);
                }));
        return line;
    }
}
