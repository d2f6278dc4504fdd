package dev.driftline.benchmarks.step;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.timing.Figure;
import dev.driftline.benchmarks.timing.Rounds;
import dev.driftline.benchmarks.timing.Timed;
import dev.driftline.benchmarks.timing.Timing;
import dev.driftline.benchmarks.timing.Work;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.version.Running;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Times training steps, each kind beside those that it is held against.
 *
 * @param rounds blocks of each work
 * @param repeat steps of 16 texts in a block
 * @param domains that share a step
 * @param peft a Python with torch, transformers and peft; null: PEFT is not run
 * @param flatSteps for the memory's course; 0: memory is not measured
 */
public record Steps(
        BaseSettings settings,
        int rounds,
        int repeat,
        int domains,
        @Nullable String peft,
        int flatSteps) {
    private static final int TEXTS = 16;
    private static final int LONG = 128;
    private static final int SHORT = 32;
    private static final int TEXTS_OF_MANY = 4;

    public Steps {
        unless(rounds >= 1 && rounds <= 1_000, "--blocks", "must lie in 1..1000");
        unless(repeat >= 1 && repeat <= 1_000, "--repeat", "must lie in 1..1000");
        unless(domains >= 2 && domains <= 256, "--domains", "must lie in 2..256");
        unless(flatSteps == 0 || flatSteps >= 10, "--flat", "must be 10 or more");
    }

    /** Minutes. {@code told} hears what is about to run. */
    public StepReport measure(LocalDate day, Consumer<String> told) {
        try (Base base = Base.open(settings);
                Peer peer = peft == null
                        ? null
                        : Peer.start(peft, base.running(true).threads(), TEXTS, SHORT)) {
            Running running = base.running(true);
            List<Timing> timings = new ArrayList<>();
            List<Figure> figures = new ArrayList<>();
            Footprint memory = memory(base, figures, told);
            told.accept("steps of 16 texts of 128 tokens");
            methods(base, timings, figures);
            told.accept("steps of 16 texts of 32 tokens" + (peer == null ? "" : ", PEFT's between ours"));
            beside(base, peer, timings, figures);
            for (AdapterMethod method :
                    List.of(AdapterMethod.LORA, AdapterMethod.DORA, AdapterMethod.BIDORA, AdapterMethod.EDORA)) {
                told.accept(domains + " domains in one step and in " + domains + ", " + method.word());
                mixed(base, method, timings, figures);
            }
            return new StepReport(
                    day,
                    Machine.here(running.cpuCapability() + ", device " + running.device()),
                    running.libtorch(),
                    running.threads(),
                    settings.base(),
                    rounds,
                    peer == null ? null : peer.versions(),
                    timings,
                    figures,
                    memory);
        }
    }

    private @Nullable Footprint memory(Base base, List<Figure> figures, Consumer<String> told) {
        if (flatSteps == 0) {
            return null;
        }
        told.accept("memory of steps of 16 texts of 128 tokens, and over " + flatSteps + " of 4 texts of 16");
        Footprint memory = Footprint.measure(base, flatSteps).orElse(null);
        figures.add(Figure.alone("peakGigabytes", memory == null ? null : memory.peakMegabytes() / 1000, 1.4));
        return memory;
    }

    private void methods(Base base, List<Timing> timings, List<Figure> figures) {
        try (Domains lora = new Domains(base, AdapterMethod.LORA, 1, TEXTS, LONG);
                Domains dora = new Domains(base, AdapterMethod.DORA, 1, TEXTS, LONG);
                Domains edora = new Domains(base, AdapterMethod.EDORA, 1, TEXTS, LONG);
                Domains paper = new Domains(base, Domains.paper(true), 1, TEXTS, LONG);
                Domains plain = new Domains(base, Domains.paper(false), 1, TEXTS, LONG)) {
            Timed timed = run(
                    List.of(
                            Work.own("lora 16x128", repeat, lora::oneByOne),
                            Work.own("dora 16x128", repeat, dora::oneByOne),
                            Work.own("edora 16x128", repeat, edora::oneByOne),
                            Work.own("bidora 16x128, iteration", 1, plain::iteration),
                            Work.own("bidora 16x128, iteration with orthogonality", 1, paper::iteration)),
                    timings);
            figures.add(Figure.atMost("doraOverLora", timed.of("dora 16x128"), timed.of("lora 16x128"), 1.10));
            figures.add(Figure.atMost("edoraOverLora", timed.of("edora 16x128"), timed.of("lora 16x128"), 1.05));
            figures.add(Figure.atMost(
                    "bidoraOverDora", timed.of("bidora 16x128, iteration"), timed.of("dora 16x128"), 4.5));
            figures.add(Figure.atMost(
                    "bidoraOverDora.orthogonality",
                    timed.of("bidora 16x128, iteration with orthogonality"),
                    timed.of("dora 16x128"),
                    4.5));
        }
    }

    private void beside(Base base, @Nullable Peer peer, List<Timing> timings, List<Figure> figures) {
        Map<String, Double> aims = new HashMap<>(Map.of("lora", 0.9, "dora", 0.8));
        try (Domains lora = new Domains(base, AdapterMethod.LORA, 1, TEXTS, SHORT);
                Domains dora = new Domains(base, AdapterMethod.DORA, 1, TEXTS, SHORT);
                Domains edora = new Domains(base, AdapterMethod.EDORA, 1, TEXTS, SHORT)) {
            int steps = 2 * repeat;
            List<Work> works = new ArrayList<>(List.of(
                    Work.own("lora 16x32", steps, lora::oneByOne),
                    Work.own("dora 16x32", steps, dora::oneByOne),
                    Work.own("edora 16x32", steps, edora::oneByOne)));
            if (peer != null) {
                aims.keySet()
                        .forEach(kind -> works.add(
                                new Work("peft " + kind + " 16x32", steps, count -> peer.seconds(kind, count))));
            }
            Timed timed = run(works, timings);
            for (String kind : List.of("lora", "dora")) {
                double aim = Objects.requireNonNull(aims.get(kind));
                String name = "overPeft." + kind;
                figures.add(
                        peer == null
                                ? Figure.notRun(name, aim)
                                : Figure.atMost(
                                        name, timed.of(kind + " 16x32"), timed.of("peft " + kind + " 16x32"), aim));
            }
        }
    }

    private void mixed(Base base, AdapterMethod method, List<Timing> timings, List<Figure> figures) {
        String form = " " + domains + "x" + TEXTS_OF_MANY + "x" + SHORT + " ";
        String apart = method.word() + form + "one by one";
        String together = method.word() + form + "in one call";
        try (Domains many = new Domains(base, method, domains, TEXTS_OF_MANY, SHORT)) {
            Timed timed =
                    run(List.of(Work.own(apart, 1, many::oneByOne), Work.own(together, 1, many::together)), timings);
            figures.add(Figure.atLeast("mixedSpeedup." + method.word(), timed.of(apart), timed.of(together), 1.2, 1.5));
        }
    }

    private Timed run(List<Work> works, List<Timing> timings) {
        Timed timed = Rounds.run(works, rounds);
        timings.addAll(timed.all());
        return timed;
    }
}
