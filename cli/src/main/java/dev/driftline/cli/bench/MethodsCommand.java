package dev.driftline.cli.bench;

import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.Format;
import dev.driftline.cli.up.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    @Option(names = "--train", paramLabel = "FILE", description = "JSON lines or CSV")
    private @Nullable String train;

    @Option(names = "--test", paramLabel = "FILE", description = "the same")
    private @Nullable String test;

    @Option(names = "--text", paramLabel = "COLUMN", description = "field or column of the texts (default: text)")
    private @Nullable String textColumn;

    @Option(names = "--label", paramLabel = "COLUMN", description = "field or column of the labels (default: label)")
    private @Nullable String labelColumn;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "of both files, jsonl or csv (default: by their names)")
    private @Nullable Format format;

    @Unmatched
    private List<String> others = new ArrayList<>();

    @Override
    public Integer call() {
        try (PlainFiles files = new PlainFiles(new Columns(textColumn, null, labelColumn, null), format)) {
            return new BenchProcess(Home.find()).run("methods", arguments(files));
        }
    }

    private List<String> arguments(PlainFiles files) {
        List<String> arguments = new ArrayList<>();
        if (train != null) {
            arguments.addAll(List.of("--train", files.of(train).toString()));
        }
        if (test != null) {
            arguments.addAll(List.of("--test", files.of(test).toString()));
        }
        arguments.addAll(others);
        return arguments;
    }
}
