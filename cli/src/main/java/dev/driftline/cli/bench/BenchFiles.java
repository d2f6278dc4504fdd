package dev.driftline.cli.bench;

import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.Format;
import dev.driftline.cli.up.Home;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the benches that read labelled files, which are handed on as JSON lines. */
final class BenchFiles {
    @Option(names = "--train", paramLabel = "FILE", description = "JSON lines or CSV")
    private @Nullable String train;

    @Option(names = "--text", paramLabel = "COLUMN", description = "field or column of the texts (default: text)")
    private @Nullable String textColumn;

    @Option(names = "--label", paramLabel = "COLUMN", description = "field or column of the labels (default: label)")
    private @Nullable String labelColumn;

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl or csv (default: by the file's name)")
    private @Nullable Format format;

    /**
     * Runs a bench of the module benchmarks.
     *
     * @param test a second file, if that bench has one and it was said
     * @param others options that the module knows
     */
    int run(String bench, @Nullable String test, List<String> others) {
        try (PlainFiles files = new PlainFiles(new Columns(textColumn, null, labelColumn, null), format)) {
            List<String> arguments = new ArrayList<>();
            if (train != null) {
                arguments.addAll(List.of("--train", files.of(train).toString()));
            }
            if (test != null) {
                arguments.addAll(List.of("--test", files.of(test).toString()));
            }
            arguments.addAll(others);
            return new BenchProcess(Home.find()).run(bench, arguments);
        }
    }
}
