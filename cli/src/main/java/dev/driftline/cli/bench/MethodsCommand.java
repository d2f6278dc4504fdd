package dev.driftline.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Hands the methods' bench its files as JSON lines, and every other option as it is: the module benchmarks has them and their help. */
@Command(
        name = "methods",
        sortOptions = false,
        description = "Train every method on the same few labels and hold them side by side; needs no running line.",
        footer = {
            "",
            "Example:",
            "  ./driftline bench methods --train train.jsonl --test test.jsonl --labels 100 --seeds 5"
        })
final class MethodsCommand implements Callable<Integer> {
    @Mixin
    private BenchFiles files = new BenchFiles();

    @Option(names = "--test", paramLabel = "FILE", description = "the same")
    private @Nullable String test;

    @Unmatched
    private List<String> others = new ArrayList<>();

    @Override
    public Integer call() {
        return files.run("methods", test, others);
    }
}
