package dev.driftline.benchmarks.command;

import dev.driftline.adapters.base.Base;
import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.benchmarks.data.Material;
import dev.driftline.benchmarks.data.Strata;
import dev.driftline.benchmarks.plan.Common;
import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Schedule;
import dev.driftline.benchmarks.plan.Searched;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.weights.PathReport;
import dev.driftline.benchmarks.weights.PathText;
import dev.driftline.benchmarks.weights.Paths;
import dev.driftline.benchmarks.weights.Point;
import dev.driftline.contracts.domain.Matrix;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains every method on one sample and prints how far it moved magnitudes and directions. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The weights' path: how far each method moves the lengths and the directions of the matrices' rows.",
            "",
            "As in DoRA's paper (arXiv 2402.09353, section 3.2): mean |m - m0| and mean 1 - cos over the rows of each matrix"
                    + " at some steps of training, and the slope of the first over the second. Every method at its default"
                    + " rate; full is full fine-tuning of a copy of the base."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench weights --train train.jsonl --labels 100",
            "  ./driftline bench weights --train train.csv --text message --label team --labels 300 --methods dora,bidora:paper --all --json"
        })
final class WeightsCommand implements Callable<Integer> {
    @Mixin
    private OneSample asked;

    @Option(
            names = "--methods",
            defaultValue = "lora,dora,bidora,bidora:paper,edora,full",
            split = ",",
            paramLabel = "METHOD",
            description = "as bench methods has them (default: ${DEFAULT-VALUE})")
    private List<String> methods;

    @Option(
            names = "--checkpoints",
            defaultValue = "4",
            paramLabel = "N",
            description = "looks at each phase of training (default: ${DEFAULT-VALUE})")
    private int checkpoints;

    @Option(names = "--all", description = "all matrices, not query and value alone")
    private boolean all;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "(default: ${DEFAULT-VALUE})")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Common common = new Common(8, 1e-2, Searched.ADAPTER, List.of(1.0), 1, 1_000, 3);
        Schedule schedule = Schedule.of(asked.labels, asked.epochs);
        List<Contender> contenders = Plan.contenders(methods);
        Material material =
                Material.read(asked.train, asked.train); // nothing is asked, so there is nothing to hold back
        material.requireSample(asked.labels);
        Seeds seeds = Seeds.of(seed);
        List<Lesson> sample = Strata.sample(
                material.train(), material.labels().size(), asked.labels, Allotment.PROPORTIONAL, seeds.sample());
        List<Point> points = new ArrayList<>();
        try (Base opened = Base.open(asked.settings())) {
            Set<Matrix> looked = all ? EnumSet.allOf(Matrix.class) : EnumSet.of(Matrix.QUERY, Matrix.VALUE);
            Paths paths = new Paths(opened, material.labels(), sample, schedule.steps(), seeds, checkpoints, looked);
            for (Contender contender : contenders) {
                String word = contender.word();
                spec.commandLine().getErr().println(word);
                MethodSettings settings = contender.settings(common, schedule, 1);
                points.addAll(contender.full() ? paths.whole(word, settings) : paths.adapter(word, settings));
            }
            print(new PathReport(
                    LocalDate.now(ZoneOffset.UTC),
                    Machine.here(opened.running(true).cpuCapability()),
                    String.valueOf(asked.train.getFileName()),
                    asked.labels,
                    schedule.steps(),
                    seed,
                    Paths.rows(points),
                    points));
        }
        return 0;
    }

    private void print(PathReport report) {
        PrintWriter words = spec.commandLine().getOut();
        words.print(new PathText(report));
        if (asked.json) {
            words.println(Json.text(report));
        }
        words.flush();
    }
}
