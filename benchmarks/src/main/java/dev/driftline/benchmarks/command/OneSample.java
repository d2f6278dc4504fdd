package dev.driftline.benchmarks.command;

import dev.driftline.adapters.base.BaseSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of a bench that trains on samples of one file and asks nothing. */
final class OneSample {
    @Option(names = "--train", required = true, paramLabel = "FILE", description = "where samples are drawn from")
    Path train;

    @Option(names = "--labels", required = true, paramLabel = "N", description = "labelled examples in a sample")
    int labels;

    @Option(
            names = "--epochs",
            defaultValue = "0",
            paramLabel = "N",
            description = "passes over the sample (default: about 84 steps, at least 8)")
    int epochs;

    @Option(
            names = "--base",
            defaultValue = BaseSettings.MINILM,
            paramLabel = "BASE",
            description = "minilm or a directory with a checkpoint (default: ${DEFAULT-VALUE})")
    private String base;

    @Option(
            names = "--threads",
            defaultValue = "0",
            paramLabel = "T",
            description = "of the tensor library; 0: one a core (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line of standard output")
    boolean json;

    BaseSettings settings() {
        return new BaseSettings(base, "cpu", threads);
    }
}
