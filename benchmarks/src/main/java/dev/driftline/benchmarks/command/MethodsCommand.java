package dev.driftline.benchmarks.command;

import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.benchmarks.data.Material;
import dev.driftline.benchmarks.plan.Common;
import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Schedule;
import dev.driftline.benchmarks.plan.Searched;
import dev.driftline.benchmarks.plan.Shard;
import dev.driftline.benchmarks.report.Evaluation;
import dev.driftline.benchmarks.report.Report;
import dev.driftline.benchmarks.report.ReportText;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.results.ResultLine;
import dev.driftline.benchmarks.results.ResultsFolder;
import dev.driftline.benchmarks.run.Runner;
import dev.driftline.benchmarks.trial.Workbench;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains every method on the same labels and holds them side by side. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The methods side by side: the same labels, the same number of rates tried for each, the same steps.",
            "",
            "Files are JSON lines with text and label; ./driftline also takes CSV, and --text, --label and --format as"
                    + " ingest does. For every seed a sample of the training file is drawn label by label, the same for all"
                    + " methods. Rates are chosen by cross-validation on the sample of one other seed; the test file is asked once a method and seed, at the end.",
            "",
            "Every run is a line in --out when it ends; what is there is not run again. Several processes may share the"
                    + " work with --shard, and --report prints what is there."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench methods --train train.jsonl --test test.jsonl --labels 100",
            "  ./driftline bench methods --train train.csv --test test.csv --text message --label team --labels 300 --json",
            "  ./driftline bench methods --train train.jsonl --test test.jsonl --labels 100 --methods dora,bidora:paper --seeds 10",
            "  ./driftline bench methods --train train.jsonl --test test.jsonl --labels 100 --methods head,lora,full",
            "  ./driftline bench methods --train train.jsonl --test test.jsonl --labels 770 --epochs 12 --shard 3/16"
        })
final class MethodsCommand implements Callable<Integer> {
    @Option(names = "--train", required = true, paramLabel = "FILE", description = "where samples are drawn from")
    private Path train;

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "what is asked; no choice sees it")
    private Path test;

    @Option(names = "--labels", required = true, paramLabel = "N", description = "labelled examples in a sample")
    private int labels;

    @Option(
            names = "--sample",
            defaultValue = "proportional",
            paramLabel = "HOW",
            description = "proportional (each label as often as in the file) or even (default: ${DEFAULT-VALUE})")
    private Allotment sample;

    @Option(
            names = "--methods",
            defaultValue = "head,lora,lora:1,dora,bidora,edora",
            split = ",",
            paramLabel = "METHOD",
            description =
                    "head, lora, dora, bidora, edora and full; an adapter's rank or preset stands behind colons, as"
                            + " lora:1 or bidora:paper; full is full fine-tuning of a copy of the base (default:"
                            + " ${DEFAULT-VALUE})")
    private List<String> methods;

    @Option(
            names = "--seeds",
            defaultValue = "5",
            paramLabel = "K",
            description = "seeds, numbered from 1; methods are paired by them (default: ${DEFAULT-VALUE})")
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
            names = "--head-rate",
            defaultValue = "0.01",
            paramLabel = "RATE",
            description = "the head's learning rate (default: ${DEFAULT-VALUE})")
    private double headRate;

    @Option(
            names = "--grid",
            defaultValue = "0.3,1,3",
            split = ",",
            paramLabel = "FACTOR",
            description = "rates tried, over each method's default; one alone: no search (default: ${DEFAULT-VALUE})")
    private List<Double> grid;

    @Option(
            names = "--searched",
            defaultValue = "adapter",
            paramLabel = "RATE",
            description = "adapter (of full, the encoder's) or head: the rate that the grid multiplies (default:"
                    + " ${DEFAULT-VALUE})")
    private Searched searched;

    @Option(
            names = "--folds",
            defaultValue = "3",
            paramLabel = "F",
            description = "parts of the search's sample, each held once for every rate (default: ${DEFAULT-VALUE})")
    private int folds;

    @Option(
            names = "--search-seed",
            defaultValue = "1000",
            paramLabel = "S",
            description = "seed on which rates are chosen (default: ${DEFAULT-VALUE})")
    private long searchSeed;

    @Option(
            names = "--base",
            defaultValue = BaseSettings.MINILM,
            paramLabel = "BASE",
            description = "minilm or a directory with a checkpoint (default: ${DEFAULT-VALUE})")
    private String base;

    @Mixin
    private OnDevice on;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "T",
            description = "of the tensor library; 0: one a core (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--out",
            defaultValue = ".driftline/bench/methods",
            paramLabel = "DIR",
            description = "where finished runs are kept, of any files and settings (default: ${DEFAULT-VALUE})")
    private Path out;

    @Option(
            names = "--shard",
            defaultValue = "1/1",
            paramLabel = "I/N",
            description = "run this share alone and print no report; the other shares are other processes with the same"
                    + " options and --out")
    private String shard;

    @Option(names = "--report", description = "run nothing; print what is there")
    private boolean report;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line of standard output")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Shard share = Shard.parse(shard);
        List<Contender> contenders = Plan.contenders(methods);
        Common common = new Common(rank, headRate, searched, grid, seeds, searchSeed, folds);
        Schedule schedule = Schedule.of(labels, epochs);
        Material material = Material.read(train, test);
        material.requireSample(labels);
        ResultsFolder results = new ResultsFolder(out, share.file());
        PrintWriter aside = spec.commandLine().getErr();
        try (Workbench bench = Workbench.open(
                new BaseSettings(base, on.device, threads), material, labels, sample, schedule.steps())) {
            Plan plan = new Plan(bench.setup(), schedule, common, contenders);
            tellForeign(plan, results.read(), aside);
            if (!report) {
                new Runner(
                                plan,
                                results,
                                bench::run,
                                Machine.here(bench.capability()),
                                InstantSource.system(),
                                Runner.Waiting.USUAL,
                                aside::println)
                        .run(share);
            }
            if (report || share.of() == 1) {
                print(report(plan, results.read(), material.test().size(), bench));
            }
        }
        return 0;
    }

    private static void tellForeign(Plan plan, ResultsFolder.Content content, PrintWriter aside) {
        long others = content.lines().values().stream()
                .filter(line -> !line.setup().equals(plan.setup()))
                .count();
        if (others + content.foreign() > 0) {
            aside.printf(
                    Locale.ROOT,
                    "passing over %d runs of other files, settings or versions, and %d lines that cannot be read%n",
                    others,
                    content.foreign());
        }
    }

    private Report report(Plan plan, ResultsFolder.Content content, int testTexts, Workbench bench) {
        Evaluation evaluation = new Evaluation(plan, content);
        List<ResultLine> lines = evaluation.lines();
        return new Report(
                String.valueOf(train.getFileName()),
                String.valueOf(test.getFileName()),
                testTexts,
                plan.setup(),
                plan.schedule().epochs(),
                headRate,
                grid,
                folds,
                searchSeed,
                lines.size(),
                plan.size(),
                lines.stream().map(ResultLine::machine).distinct().toList(),
                lines.stream()
                        .map(line -> LocalDate.ofInstant(line.at(), ZoneOffset.UTC))
                        .distinct()
                        .sorted()
                        .toList(),
                evaluation.yardstick(),
                evaluation.rows(),
                bench.claim());
    }

    private void print(Report result) {
        PrintWriter words = spec.commandLine().getOut();
        words.print(new ReportText(result));
        if (json) {
            words.println(Json.text(result));
        }
        words.flush();
    }
}
