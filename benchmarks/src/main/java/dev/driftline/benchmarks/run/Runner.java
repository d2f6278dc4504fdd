package dev.driftline.benchmarks.run;

import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Shard;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.results.ResultLine;
import dev.driftline.benchmarks.results.ResultsFolder;
import dev.driftline.benchmarks.results.ResultsFolder.Content;
import dev.driftline.benchmarks.trial.Outcome;
import dev.driftline.contracts.wire.Digest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a shard's part of a plan: first its searches, then its turns, each as soon as its contender's rate is chosen, for which searches
 * of other shards may have to end. What is in the folder already is not run again.
 */
public final class Runner {
    private final Plan plan;
    private final ResultsFolder results;
    private final Function<Cell, Outcome> trial;
    private final Machine machine;
    private final InstantSource time;
    private final Consumer<String> out;
    private final Waiting waiting;

    /**
     * How long to wait for other shards.
     *
     * @param look between two looks into the folder
     * @param patience without any new line there, after which this shard gives up
     */
    public record Waiting(Duration look, Duration patience) {
        public static final Waiting USUAL = new Waiting(Duration.ofSeconds(2), Duration.ofHours(1));
    }

    public Runner(
            Plan plan,
            ResultsFolder results,
            Function<Cell, Outcome> trial,
            Machine machine,
            InstantSource time,
            Waiting waiting,
            Consumer<String> out) {
        this.plan = plan;
        this.results = results;
        this.trial = trial;
        this.machine = machine;
        this.time = time;
        this.waiting = waiting;
        this.out = out;
    }

    /** Returns when every run of the shard is in the folder. */
    public void run(Shard shard) {
        List<Cell> searches = plan.searches(shard);
        List<Plan.Turn> turns = new ArrayList<>(plan.turns(shard));
        double cost =
                searches.stream().mapToDouble(cell -> plan.cost(cell.word())).sum()
                        + turns.stream()
                                .mapToDouble(turn -> plan.cost(turn.contender().word()))
                                .sum();
        Clockwork clockwork = new Clockwork(searches.size() + turns.size(), cost);
        Content begun = results.read();
        long there =
                searches.stream().filter(cell -> of(begun, cell).isPresent()).count()
                        + turns.stream()
                                .filter(turn -> cell(turn, begun)
                                        .flatMap(cell -> of(begun, cell))
                                        .isPresent())
                                .count();
        int all = searches.size() + turns.size();
        out.accept(
                there == 0
                        ? all + " runs; each goes to " + results + " when it ends"
                        : there + " of " + all + " runs are in " + results + " already and are not run again");
        searches.forEach(cell -> runUnlessThere(cell, clockwork));
        while (!turns.isEmpty()) {
            Cell next = nextReady(turns);
            runUnlessThere(next, clockwork);
        }
    }

    /** Takes the first turn whose contender's rate is chosen off the list; waits where there is none. */
    private Cell nextReady(List<Plan.Turn> turns) {
        Duration waited = Duration.ZERO;
        int known = -1;
        while (true) {
            Content content = results.read();
            for (Plan.Turn turn : turns) {
                Optional<Cell> cell = cell(turn, content);
                if (cell.isPresent()) {
                    turns.remove(turn);
                    return cell.get();
                }
            }
            if (known < 0) {
                out.accept("waiting for other shards: " + missing(turns.getFirst(), content));
            }
            waited = content.lines().size() == known ? waited.plus(waiting.look()) : Duration.ZERO;
            known = content.lines().size();
            if (waited.compareTo(waiting.patience()) >= 0) {
                throw new Stalled("waited " + waiting.patience() + " for other shards, and no line came to " + results
                        + ": " + missing(turns.getFirst(), content) + "; start them, or run without --shard");
            }
            pause();
        }
    }

    private String missing(Plan.Turn turn, Content content) {
        List<String> titles = plan.searches(turn.contender()).stream()
                .filter(cell -> of(content, cell).isEmpty())
                .map(Cell::title)
                .toList();
        return titles.size() + " runs are missing, the first is " + titles.getFirst();
    }

    private void pause() {
        try {
            Thread.sleep(waiting.look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stalled("interrupted while waiting for other shards");
        }
    }

    private Optional<Cell> cell(Plan.Turn turn, Content content) {
        return Choice.of(plan, turn.contender(), content).map(choice -> plan.compared(turn, choice.settings()));
    }

    private Optional<ResultLine> of(Content content, Cell cell) {
        return content.of(cell.key(plan.setup()));
    }

    private void runUnlessThere(Cell cell, Clockwork clockwork) {
        Digest key = cell.key(plan.setup());
        double cost = plan.cost(cell.word());
        if (results.read().of(key).isPresent()) {
            clockwork.skipped(cost);
            return;
        }
        long begun = System.nanoTime();
        Outcome outcome = trial.apply(cell);
        results.append(new ResultLine(key, plan.setup(), cell, outcome, machine, time.instant()));
        clockwork.ran(cost, (System.nanoTime() - begun) / 1e9);
        out.accept(String.format(
                Locale.ROOT,
                "%s %s: %.2f %% of %d, %.1f s of training%s",
                clockwork.place(),
                cell.title(),
                100 * outcome.accuracy(),
                outcome.asked(),
                outcome.seconds(),
                clockwork.left()));
    }
}
