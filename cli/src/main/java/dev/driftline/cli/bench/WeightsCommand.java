package dev.driftline.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Hands its file on as JSON lines, and every other option as it is: the module benchmarks has them and their help. */
@Command(
        name = "weights",
        sortOptions = false,
        description =
                "Tell how far each method moves magnitudes and directions of the matrices; needs no running line.",
        footer = {"", "Example:", "  ./driftline bench weights --train train.jsonl --labels 100"})
final class WeightsCommand implements Callable<Integer> {
    @Mixin
    private BenchFiles files = new BenchFiles();

    @Unmatched
    private List<String> others = new ArrayList<>();

    @Override
    public Integer call() {
        return files.run("weights", null, others);
    }
}
