package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.up.RunningSystem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Stop the system that runs on the data folder; what it holds stays.",
        footer = {"", "Example:", "  ./driftline down"})
final class DownCommand implements Callable<Integer> {
    private static final Duration WITHIN = Duration.ofMinutes(1);

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        RunningSystem running = RunningSystem.find(target.data())
                .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "no system runs on " + target.data()));
        running.stop(WITHIN);
        output.print(
                Map.of("stopped", running.state().pid()),
                "Stopped (pid " + running.state().pid() + "); the data stay in " + target.data());
        return ExitCode.OK.number();
    }
}
