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

/** Hands its file on as JSON lines, and every other option as it is: the module benchmarks has them and their help. */
@Command(
        name = "weights",
        sortOptions = false,
        description =
                "Tell how far each method moves magnitudes and directions of the matrices; needs no running line.",
        footer = {"", "Example:", "  ./driftline bench weights --train train.jsonl --labels 100"})
final class WeightsCommand implements Callable<Integer> {
    @Option(names = "--train", paramLabel = "FILE", description = "JSON lines or CSV")
    private @Nullable String train;

    @Option(names = "--text", paramLabel = "COLUMN", description = "field or column of the texts (default: text)")
    private @Nullable String textColumn;

    @Option(names = "--label", paramLabel = "COLUMN", description = "field or column of the labels (default: label)")
    private @Nullable String labelColumn;

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl or csv (default: by its name)")
    private @Nullable Format format;

    @Unmatched
    private List<String> others = new ArrayList<>();

    @Override
    public Integer call() {
        try (PlainFiles files = new PlainFiles(new Columns(textColumn, null, labelColumn, null), format)) {
            List<String> arguments = new ArrayList<>();
            if (train != null) {
                arguments.addAll(List.of("--train", files.of(train).toString()));
            }
            arguments.addAll(others);
            return new BenchProcess(Home.find()).run("weights", arguments);
        }
    }
}
