package dev.driftline.benchmarks.command;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.benchmarks.data.Material;
import dev.driftline.benchmarks.plan.Common;
import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Schedule;
import dev.driftline.benchmarks.plan.Searched;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.starts.Starts;
import dev.driftline.benchmarks.starts.StartsReport;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts EDoRA's steps to LoRA's loss, from the base's own directions and from directions of chance. */
@Command(
        name = "starts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "EDoRA's steps to the loss at which LoRA ends, from SVD factors and from random ones.",
            "",
            "Random factors have the same singular values between orthonormal directions of chance. All start from the same"
                    + " sample, order and settings."
        },
        footer = {"", "Example:", "  ./driftline bench starts --train train.jsonl --labels 100 --seeds 5"})
final class StartsCommand implements Callable<Integer> {
    @Option(names = "--train", required = true, paramLabel = "FILE", description = "where samples are drawn from")
    private Path train;

    @Option(names = "--labels", required = true, paramLabel = "N", description = "labelled examples in a sample")
    private int labels;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "K",
            description = "seeds, numbered from 1 (default: ${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--epochs",
            defaultValue = "0",
            paramLabel = "N",
            description = "passes over the sample (default: about 84 steps, at least 8)")
    private int epochs;

    @Option(names = "--rank", defaultValue = "8", paramLabel = "R", description = "(default: ${DEFAULT-VALUE})")
    private int rank;

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
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Common common = new Common(rank, 1e-2, Searched.ADAPTER, List.of(1.0), 1, 1_000, 3);
        Schedule schedule = Schedule.of(labels, epochs);
        List<Contender> both = Plan.contenders(List.of("lora", "edora"));
        Material material = Material.read(train, train); // nothing is asked, so there is nothing to hold back
        material.requireSample(labels);
        PrintWriter words = spec.commandLine().getOut();
        try (Base opened = Base.open(new BaseSettings(base, "cpu", threads))) {
            Starts starts = new Starts(
                    opened,
                    material,
                    labels,
                    schedule.steps(),
                    both.getFirst().settings(common, schedule, 1),
                    both.getLast().settings(common, schedule, 1),
                    seeds);
            StartsReport report = new StartsReport(
                    LocalDate.now(ZoneOffset.UTC),
                    Machine.here(opened.running(true).cpuCapability()),
                    String.valueOf(train.getFileName()),
                    labels,
                    schedule.steps(),
                    starts.measure());
            words.print(report);
            if (json) {
                words.println(Json.text(report));
            }
        }
        words.flush();
        return 0;
    }
}
