package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.up.Home;
import dev.driftline.cli.up.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code driftline up} as a process of its own, so that all of it can be killed at once. */
final class Up implements AutoCloseable {
    private static final int GRACE_SECONDS = 20;

    private final Process process;

    private Up(Process process) {
        this.process = process;
    }

    /** Starts it and waits until every service is ready. */
    static Up start(Path data, Ports ports) throws IOException {
        Files.createDirectories(data);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Ddriftline.home=" + Home.find(),
                        "dev.driftline.cli.Main",
                        "up",
                        "--data",
                        data.toString(),
                        "--port-base",
                        String.valueOf(ports.registry())))
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        builder.environment().put("DRIFTLINE_THREADS", "1");
        builder.environment().put("DRIFTLINE_TRAINER_FORM", "fp32");
        Process process = builder.start();
        Up up = new Up(process);
        World.await("the system is ready", () -> {
            assertThat(process.isAlive()).as("up runs").isTrue();
            return ports.endpoints().registryClient().isReady()
                    && ports.endpoints().ingestClient().isReady()
                    && ports.endpoints().trainerClient().isReady()
                    && ports.endpoints().servingClient().isReady();
        });
        return up;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill −9 does; the services must end by themselves. */
    void kill() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
            World.await("child " + child.pid() + " has ended", () -> !child.isAlive());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
