package dev.driftline.benchmarks.command;

import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.benchmarks.step.StepReport;
import dev.driftline.benchmarks.step.StepText;
import dev.driftline.benchmarks.step.Steps;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times training steps and prints each ratio beside its aim. */
@Command(
        name = "step",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How long a training step takes: methods beside LoRA, many domains in one step beside one by one, and Python's PEFT.",
            "",
            "Blocks of the works that are compared alternate, every second round in the other order; a ratio is of medians. An"
                    + " aim is met or not met, and nothing fails for it. Steps are the trainer's own, reading the texts"
                    + " included; a BiDoRA iteration is a step of each level by finite differences.",
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline bench step",
            "  ./driftline bench step --peft venv/bin/python --blocks 15 --json",
            "  ./driftline bench step --memory --flat 5000"
        })
final class StepCommand implements Callable<Integer> {
    @Option(
            names = "--peft",
            paramLabel = "PYTHON",
            description =
                    "a Python with torch, transformers and peft, whose steps are taken between ours on as many threads")
    private @Nullable String peft;

    @Option(
            names = "--blocks",
            defaultValue = "7",
            paramLabel = "N",
            description = "blocks of each work (default: ${DEFAULT-VALUE})")
    private int blocks;

    @Option(
            names = "--repeat",
            defaultValue = "3",
            paramLabel = "N",
            description = "steps of 16 x 128 in a block; twice as many of 16 x 32 (default: ${DEFAULT-VALUE})")
    private int repeat;

    @Option(
            names = "--domains",
            defaultValue = "32",
            paramLabel = "N",
            description = "that share a step (default: ${DEFAULT-VALUE})")
    private int domains;

    @Option(names = "--memory", description = "measure memory too, before all else")
    private boolean memory;

    @Option(
            names = "--flat",
            defaultValue = "500",
            paramLabel = "N",
            description = "with --memory: steps of 4 x 16 over which it is watched (default: ${DEFAULT-VALUE})")
    private int flat;

    @Option(
            names = "--base",
            defaultValue = BaseSettings.MINILM,
            paramLabel = "BASE",
            description =
                    "minilm or a directory with a checkpoint (default: ${DEFAULT-VALUE}); PEFT's has MiniLM's measures")
    private String base;

    @Mixin
    private OnDevice on;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "T",
            description = "of either tensor library; 0: one a core (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--json",
            description = "end with the figures as one JSON object on the last line of standard output")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Steps steps =
                new Steps(new BaseSettings(base, on.device, threads), blocks, repeat, domains, peft, memory ? flat : 0);
        PrintWriter aside = spec.commandLine().getErr();
        StepReport report = steps.measure(LocalDate.now(ZoneOffset.UTC), aside::println);
        PrintWriter words = spec.commandLine().getOut();
        words.print(new StepText(report));
        if (json) {
            words.println(Json.text(report));
        }
        words.flush();
        return 0;
    }
}
