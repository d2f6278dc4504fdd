package dev.driftline.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Plans;
import dev.driftline.benchmarks.plan.Shard;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.results.ResultsFolder;
import dev.driftline.benchmarks.run.Runner.Waiting;
import dev.driftline.benchmarks.trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
    private static final Waiting SOON = new Waiting(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Waiting LONG = new Waiting(Duration.ofMillis(5), Duration.ofMinutes(1));
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-02T12:00:00Z"));

    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private void run(Plan plan, Shard shard, Waiting waiting, Function<Cell, Outcome> trial) {
        new Runner(
                        plan,
                        new ResultsFolder(folder, shard.file()),
                        trial,
                        new Machine("none", 1, "DEFAULT", "25"),
                        NOON,
                        waiting,
                        printed::add)
                .run(shard);
    }

    private ResultsFolder.Content content() {
        return new ResultsFolder(folder, "results.jsonl").read();
    }

    @Test
    void everySeedRunsAtTheRateThatTheSearchChose() {
        Plan plan = Plans.of(4, "lora", "dora");
        FakeTrial trial = new FakeTrial(3e-3);
        run(plan, Shard.WHOLE, SOON, trial);
        assertThat(trial.ran()).hasSize(plan.size());
        assertThat(trial.ran().subList(0, 18)).allMatch(Cell::searching);
        assertThat(trial.ran().subList(18, 26))
                .noneMatch(Cell::searching)
                .allSatisfy(cell -> assertThat(cell.settings().rate()).isEqualTo(3e-3));
        assertThat(printed.getFirst()).startsWith("26 runs; each goes to");
        assertThat(printed.get(1)).startsWith("[1/26]").contains("dora search rate 3.0E-4", "fold 1 of 3", "left");
        assertThat(printed.getLast()).startsWith("[26/26]").doesNotContain("left");
    }

    @Test
    void ofRatesThatAnswerEquallyWellThatOfTheLeastLossIsChosen() {
        Plan plan = Plans.of(1, "lora");
        run(plan, Shard.WHOLE, SOON, cell -> {
            Outcome outcome = new FakeTrial(3e-4).apply(cell);
            return new Outcome(
                    outcome.seeds(), 40, 0.9, outcome.loss(), 1, 1, 1, 1, null, null, outcome.answerMillis(), 0);
        });
        Choice choice = Choice.of(plan, plan.contenders().getFirst(), content()).orElseThrow();
        assertThat(choice.settings().rate()).isEqualTo(3e-4);
        assertThat(choice.seconds()).isEqualTo(9);
        assertThat(choice.accuracy()).isEqualTo(0.9);
    }

    @Test
    void aSecondRunDoesNothingAndSaysSo() {
        Plan plan = Plans.of(2, "lora");
        run(plan, Shard.WHOLE, SOON, new FakeTrial(1e-3));
        printed.clear();
        FakeTrial again = new FakeTrial(1e-3);
        run(plan, Shard.WHOLE, SOON, again);
        assertThat(again.ran()).isEmpty();
        assertThat(printed).singleElement().asString().contains("11 of 11 runs", "not run again");
    }

    @Test
    void moreSeedsRunTheNewOnesAlone() {
        run(Plans.of(2, "lora"), Shard.WHOLE, SOON, new FakeTrial(1e-3));
        FakeTrial more = new FakeTrial(1e-3);
        run(Plans.of(4, "lora"), Shard.WHOLE, SOON, more);
        assertThat(more.ran()).extracting(Cell::number).containsExactly(3L, 4L);
    }

    @Test
    void aRunThatWasCutOffIsRunAgainAndItsLineHarmsNoOther() throws IOException {
        Plan plan = Plans.of(2, "lora");
        run(plan, Shard.WHOLE, SOON, new FakeTrial(1e-3));
        Path file = folder.resolve("results.jsonl");
        List<String> lines = Files.readAllLines(file);
        String torn = lines.getLast().substring(0, 100);
        Files.write(file, lines.subList(0, lines.size() - 1));
        Files.writeString(file, torn, StandardOpenOption.APPEND);
        FakeTrial again = new FakeTrial(1e-3);
        run(plan, Shard.WHOLE, SOON, again);
        assertThat(again.ran()).hasSize(1);
        assertThat(content().foreign()).isEqualTo(1);
        assertThat(content().lines()).hasSize(11);
    }

    @Test
    void shardsAtTheSameTimeShareTheWorkAndWaitForEachOthersSearches() throws Exception {
        Plan plan = Plans.of(5, "lora", "dora", "edora");
        List<FakeTrial> trials = List.of(new FakeTrial(1e-3), new FakeTrial(1e-3), new FakeTrial(1e-3));
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                Shard shard = new Shard(i + 1, 3);
                FakeTrial trial = trials.get(i);
                running.add(threads.submit(() -> run(plan, shard, LONG, trial)));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }
        assertThat(trials.stream().mapToInt(trial -> trial.ran().size()).sum()).isEqualTo(plan.size());
        assertThat(content().lines()).hasSize(plan.size());
    }

    @Test
    void aShardWhoseBrothersNeverComeGivesUpAndNamesWhatIsMissing() {
        Plan plan = Plans.of(2, "lora");
        assertThatThrownBy(() -> run(plan, new Shard(1, 2), SOON, new FakeTrial(1e-3)))
                .isInstanceOf(Stalled.class)
                .hasMessageContaining("4 runs are missing, the first is lora search rate")
                .hasMessageContaining("start them, or run without --shard");
    }

    @Test
    void theTimeLeftFollowsWhatRunsCostBesideEachOther() {
        Clockwork clockwork = new Clockwork(4, 10);
        assertThat(clockwork.left()).isEmpty();
        clockwork.skipped(3);
        clockwork.ran(1, 30);
        assertThat(clockwork.place()).isEqualTo("[2/4]");
        assertThat(clockwork.left()).isEqualTo(", about 3:00 left");
        assertThat(Clockwork.clock(3_725)).isEqualTo("1:02:05");
    }
}
