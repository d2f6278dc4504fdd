package dev.driftline.benchmarks.command;

import dev.driftline.adapters.base.Base;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private OneSample asked;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "K",
            description = "seeds, numbered from 1 (default: ${DEFAULT-VALUE})")
    private int seeds;

    @Option(names = "--rank", defaultValue = "8", paramLabel = "R", description = "(default: ${DEFAULT-VALUE})")
    private int rank;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Common common = new Common(rank, 1e-2, Searched.ADAPTER, List.of(1.0), 1, 1_000, 3);
        Schedule schedule = Schedule.of(asked.labels, asked.epochs);
        List<Contender> both = Plan.contenders(List.of("lora", "edora"));
        Material material =
                Material.read(asked.train, asked.train); // nothing is asked, so there is nothing to hold back
        material.requireSample(asked.labels);
        PrintWriter words = spec.commandLine().getOut();
        try (Base opened = Base.open(asked.settings())) {
            Starts starts = new Starts(
                    opened,
                    material,
                    asked.labels,
                    schedule.steps(),
                    both.getFirst().settings(common, schedule, 1),
                    both.getLast().settings(common, schedule, 1),
                    seeds);
            StartsReport report = new StartsReport(
                    LocalDate.now(ZoneOffset.UTC),
                    Machine.here(opened.running(true).cpuCapability()),
                    String.valueOf(asked.train.getFileName()),
                    asked.labels,
                    schedule.steps(),
                    starts.measure());
            words.print(report);
            if (asked.json) {
                words.println(Json.text(report));
            }
        }
        words.flush();
        return 0;
    }
}
