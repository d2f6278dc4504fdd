package dev.driftline.cli.line;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.up.Home;
import dev.driftline.cli.up.RunningSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command starts a system of its own or uses the one that is up. */
public final class HostOptions {
    @Option(
            names = "--running",
            description = "use the system that is up, instead of one of its own in a temporary folder")
    private boolean running;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:DRIFTLINE_DATA}",
            description = "with --running: that system's folder (default: .driftline in the project)")
    private @Nullable Path data;

    /** The system, started where it is the command's own; {@code report} hears each process as it gets ready. */
    public Host open(Consumer<String> report) {
        if (!running) {
            return Host.own(report, Map.of());
        }
        Path folder = data == null ? Home.find().resolve(".driftline") : data;
        RunningSystem found = RunningSystem.find(folder)
                .orElseThrow(() -> new Failure(
                        ExitCode.UNAVAILABLE,
                        "no system runs on " + folder + ": start one with ./driftline up -d, name another folder with"
                                + " --data, or leave --running out"));
        return Host.running(found.state());
    }
}
