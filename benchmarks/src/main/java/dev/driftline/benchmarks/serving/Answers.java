package dev.driftline.benchmarks.serving;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.form.Forms;
import dev.driftline.adapters.program.NativeTuning;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.timing.Figure;
import dev.driftline.benchmarks.timing.Rounds;
import dev.driftline.benchmarks.timing.Texts;
import dev.driftline.benchmarks.timing.Timed;
import dev.driftline.benchmarks.timing.Timing;
import dev.driftline.benchmarks.timing.Work;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.version.Running;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Times answers beside ONNX Runtime in one process: alternating blocks, medians.
 *
 * @param device auto, cpu or cuda, of the base
 * @param rounds blocks of each work
 * @param repeat calls of 1 x 32 in a block; fewer of larger ones
 */
public record Answers(String device, int threads, int rounds, int repeat) {
    private static final int DOMAINS = 32;
    private static final int LIVE = 16;
    private static final List<AdapterMethod> METHODS =
            List.of(AdapterMethod.LORA, AdapterMethod.DORA, AdapterMethod.BIDORA, AdapterMethod.EDORA);

    public Answers {
        unless(rounds >= 1 && rounds <= 1_000, "--blocks", "must lie in 1..1000");
        unless(repeat >= 1 && repeat <= 10_000, "--repeat", "must lie in 1..10000");
    }

    /** What the aims depend on. */
    private record Aims(double fp32, double auto, double mixed) {
        private static Aims of(boolean vnni) {
            return vnni ? new Aims(1.10, 0.8, 0.85) : new Aims(1.15, 1.0, 0.7);
        }
    }

    /** What all measurements share. */
    private record Bench(
            Base base,
            int most,
            Forms forms,
            OnnxPeer peer,
            Texts texts,
            List<Timing> timings,
            List<Figure> figures,
            Aims aims) {
        List<TokenRow> rows(int count, int tokens) {
            return base.tokens(texts.of(count, tokens));
        }
    }

    /** Minutes. {@code told} hears what is about to run. */
    public ServingReport measure(LocalDate day, Consumer<String> told) {
        NativeTuning.forShortCalls(true);
        int most = new BaseSettings(device, threads).threadsUsed();
        try (Base base = Base.open(new BaseSettings(BaseSettings.MINILM, device, 1));
                Forms forms = Forms.open(base, Forms.AUTO, most, System::nanoTime);
                OnnxPeer peer = new OnnxPeer(most)) {
            Running running = base.running(true);
            Bench bench = new Bench(
                    base,
                    most,
                    forms,
                    peer,
                    new Texts(base, 1),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    Aims.of(forms.hasVnni()));
            told.accept("forms without adapters, beside ONNX Runtime");
            forms(bench);
            told.accept("one text of 32 tokens with the adapters of 16 domains live");
            live(bench);
            told.accept("a batch of many domains beside a merged model");
            mixed(bench, 8);
            mixed(bench, 32);
            worst(bench, "mixedOverMerged", Comparator.naturalOrder());
            return new ServingReport(
                    day,
                    Machine.here(running.cpuCapability() + (forms.hasVnni() ? ", VNNI" : ", no VNNI") + ", device "
                            + running.device()),
                    running.libtorch(),
                    most,
                    BaseSettings.MINILM,
                    rounds,
                    peer.version(),
                    named(faster(forms, 1, false)),
                    named(forms.at(Integer.MAX_VALUE, false, false)),
                    forms.trials(),
                    bench.timings(),
                    bench.figures());
        }
    }

    private void forms(Bench bench) {
        for (int tokens : List.of(32, 128)) {
            List<TokenRow> text = bench.rows(1, tokens);
            String shape = " 1x" + tokens;
            int steps = Math.max(1, repeat * 32 / tokens);
            List<Formed> made = new ArrayList<>();
            try (Fleet bare = new Fleet(bench.base(), AdapterMethod.HEAD, 1)) {
                List<Work> works = new ArrayList<>();
                works.add(Work.own(
                        "onnxruntime fp32" + shape, steps, () -> bench.peer().run(text)));
                for (Form form : Forms.available(bench.base().encoder())) {
                    Formed one = Formed.of(bench.base().encoder(), form, tokens, bench.most());
                    made.add(one);
                    for (Formed width : List.of(one.by(1), one)) {
                        works.add(Work.own(named(width) + shape, steps, () -> bare.one(width, text.getFirst())));
                    }
                }
                Timed timed = run(works, bench);
                String chosen = named(faster(bench.forms(), tokens, true));
                bench.figures()
                        .add(Figure.atMost(
                                "fp32OverOnnx.1x" + tokens,
                                timed.of(chosen + shape),
                                timed.of("onnxruntime fp32" + shape),
                                bench.aims().fp32()));
            } finally {
                made.forEach(Formed::close);
            }
        }
        worst(bench, "fp32OverOnnx", Comparator.reverseOrder());
    }

    /** For a call alone: by one thread or by all, as was faster when it was tried. */
    private static Formed faster(Forms forms, int tokens, boolean exactly) {
        double wide = forms.trial(tokens, exactly, true).millis();
        return forms.at(
                tokens, exactly, wide < forms.trial(tokens, exactly, false).millis());
    }

    private static String named(Formed form) {
        return form.form().word() + " by " + form.threads();
    }

    private void live(Bench bench) {
        List<TokenRow> one = bench.rows(1, 32);
        Formed form = faster(bench.forms(), 32, false);
        List<Fleet> fleets = new ArrayList<>();
        try {
            List<Work> works = new ArrayList<>();
            works.add(Work.own(
                    "onnxruntime fp32 1x32 again", repeat, () -> bench.peer().run(one)));
            for (AdapterMethod method : METHODS) {
                Fleet fleet = new Fleet(bench.base(), method, LIVE);
                fleets.add(fleet);
                works.add(Work.own(live(method), repeat, () -> fleet.one(form, one.getFirst())));
            }
            Timed timed = run(works, bench);
            for (AdapterMethod method : METHODS) {
                bench.figures()
                        .add(Figure.atMost(
                                "autoOverOnnx." + method.word(),
                                timed.of(live(method)),
                                timed.of("onnxruntime fp32 1x32 again"),
                                bench.aims().auto()));
            }
            worst(bench, "autoOverOnnx", Comparator.reverseOrder());
            for (AdapterMethod method : METHODS.subList(1, METHODS.size())) {
                bench.figures()
                        .add(Figure.atMost(
                                "answerLatencyOverLora." + method.word(),
                                timed.of(live(method)),
                                timed.of(live(AdapterMethod.LORA)),
                                1.05));
            }
            worst(bench, "answerLatencyOverLora", Comparator.reverseOrder());
        } finally {
            fleets.forEach(Fleet::close);
        }
    }

    private static String live(AdapterMethod method) {
        return method.word() + " 1x32, 16 domains live";
    }

    private void mixed(Bench bench, int texts) {
        List<TokenRow> rows = bench.rows(texts, 64);
        Formed form = bench.forms().at(texts * 64, false, false);
        String shape = " " + texts + "x64";
        int steps = Math.max(1, repeat * 32 / (texts * 64));
        for (AdapterMethod method : METHODS) {
            String name = method.word() + shape;
            try (Fleet many = new Fleet(bench.base(), method, DOMAINS);
                    Fleet merged = new Fleet(bench.base(), AdapterMethod.HEAD, 1)) {
                Timed timed = run(
                        List.of(
                                Work.own(name + " merged", steps, () -> merged.alone(form, rows)),
                                Work.own(name + " of many domains", steps, () -> many.mixed(form, rows))),
                        bench);
                bench.figures()
                        .add(Figure.throughput(
                                "mixedOverMerged." + method.word() + "." + texts + "x64",
                                timed.of(name + " merged"),
                                timed.of(name + " of many domains"),
                                bench.aims().mixed()));
            }
        }
    }

    /** The worst of those whose names begin so, under the bare name. */
    private static void worst(Bench bench, String name, Comparator<Double> worstFirst) {
        Figure worst = bench.figures().stream()
                .filter(figure -> figure.name().startsWith(name + "."))
                .min(Comparator.comparing(figure -> Objects.requireNonNull(figure.value()), worstFirst))
                .orElseThrow();
        bench.figures().add(worst.named(name));
    }

    private Timed run(List<Work> works, Bench bench) {
        Timed timed = Rounds.run(works, rounds);
        bench.timings().addAll(timed.all());
        return timed;
    }
}
