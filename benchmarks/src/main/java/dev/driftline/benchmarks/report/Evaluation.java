package dev.driftline.benchmarks.report;

import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.results.ResultLine;
import dev.driftline.benchmarks.results.ResultsFolder.Content;
import dev.driftline.benchmarks.run.Choice;
import dev.driftline.benchmarks.trial.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Gathers a plan's finished runs into rows. */
public final class Evaluation {
    /** The methods are held against it where it is among them, else against the first. */
    private static final String YARDSTICK = "dora";

    private final Plan plan;
    private final Content content;
    private final Map<String, Map<Long, ResultLine>> compared = new LinkedHashMap<>();
    private final List<ResultLine> lines = new ArrayList<>();

    public Evaluation(Plan plan, Content content) {
        this.plan = plan;
        this.content = content;
        for (Contender contender : plan.contenders()) {
            plan.searches(contender)
                    .forEach(cell -> content.of(cell.key(plan.setup())).ifPresent(lines::add));
            Map<Long, ResultLine> own = turns(contender);
            compared.put(contender.word(), own);
            lines.addAll(own.values());
        }
    }

    private Map<Long, ResultLine> turns(Contender contender) {
        Map<Long, ResultLine> own = new TreeMap<>();
        Choice.of(plan, contender, content).ifPresent(choice -> {
            for (Plan.Turn turn : plan.turns(contender)) {
                content.of(plan.compared(turn, choice.settings()).key(plan.setup()))
                        .ifPresent(line -> own.put(turn.number(), line));
            }
        });
        return own;
    }

    /** All finished runs of the plan. */
    public List<ResultLine> lines() {
        return List.copyOf(lines);
    }

    public String yardstick() {
        return plan.contenders().stream()
                .map(Contender::word)
                .filter(YARDSTICK::equals)
                .findFirst()
                .orElse(plan.contenders().getFirst().word());
    }

    /** In the plan's order. */
    public List<MethodRow> rows() {
        return plan.contenders().stream().map(this::row).toList();
    }

    private MethodRow row(Contender contender) {
        Map<Long, ResultLine> own = Objects.requireNonNull(compared.get(contender.word()));
        Map<Long, Double> accuracies = accuracies(own);
        List<Outcome> outcomes = own.values().stream().map(ResultLine::outcome).toList();
        Optional<Choice> choice = Choice.of(plan, contender, content);
        Double seconds = mean(outcomes, Outcome::seconds);
        Double searchSeconds = choice.map(Choice::seconds).orElse(null);
        boolean isYardstick = contender.word().equals(yardstick());
        return new MethodRow(
                contender.word(),
                own.size(),
                plan.common().seeds(),
                (int) plan.searches(contender).stream()
                        .filter(cell -> content.of(cell.key(plan.setup())).isEmpty())
                        .count(),
                choice.map(Choice::settings).orElse(null),
                choice.map(one -> plan.rate(contender, one.settings())).orElse(null),
                accuracies,
                own.isEmpty() ? null : Spread.of(List.copyOf(accuracies.values())),
                isYardstick
                        ? null
                        : Paired.of(accuracies, accuracies(yardsticks())).orElse(null),
                mean(outcomes, outcome -> 100 * outcome.trainAccuracy()),
                own.isEmpty() ? null : outcomes.getFirst().trained(),
                own.isEmpty() ? null : outcomes.getFirst().headTrained(),
                searchSeconds,
                seconds,
                seconds == null || searchSeconds == null ? null : seconds + searchSeconds,
                most(outcomes, Outcome::peakMegabytes),
                most(outcomes, Outcome::restMegabytes),
                median(outcomes, Outcome::answerMillis),
                most(outcomes, Outcome::drift));
    }

    private Map<Long, ResultLine> yardsticks() {
        return Objects.requireNonNull(compared.get(yardstick()));
    }

    private static Map<Long, Double> accuracies(Map<Long, ResultLine> lines) {
        Map<Long, Double> accuracies = new TreeMap<>();
        lines.forEach((seed, line) -> accuracies.put(seed, 100 * line.outcome().accuracy()));
        return accuracies;
    }

    private static @Nullable Double mean(List<Outcome> outcomes, Function<Outcome, @Nullable Double> what) {
        double[] all = numbers(outcomes, what).toArray();
        return all.length == 0 ? null : DoubleStream.of(all).average().orElseThrow();
    }

    private static @Nullable Double most(List<Outcome> outcomes, Function<Outcome, @Nullable Double> what) {
        double[] all = numbers(outcomes, what).toArray();
        return all.length == 0 ? null : DoubleStream.of(all).max().orElseThrow();
    }

    private static @Nullable Double median(List<Outcome> outcomes, Function<Outcome, @Nullable Double> what) {
        double[] all = numbers(outcomes, what).sorted().toArray();
        return all.length == 0 ? null : (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    private static DoubleStream numbers(List<Outcome> outcomes, Function<Outcome, @Nullable Double> what) {
        return outcomes.stream().map(what).filter(Objects::nonNull).mapToDouble(Double::doubleValue);
    }
}
