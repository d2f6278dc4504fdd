package dev.driftline.cli.bench;

import dev.driftline.cli.up.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands every option on as it is: the module benchmarks has them and their help. */
@Command(
        name = "step",
        sortOptions = false,
        description = "Time training steps beside each other and beside Python's PEFT; needs no running line.")
final class StepCommand implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return new BenchProcess(Home.find()).run("step", arguments);
    }
}
