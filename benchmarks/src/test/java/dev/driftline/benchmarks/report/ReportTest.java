package dev.driftline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Plans;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.results.ResultLine;
import dev.driftline.benchmarks.results.ResultsFolder.Content;
import dev.driftline.benchmarks.run.FakeTrial;
import dev.driftline.benchmarks.trial.Claim;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Machine MACHINE = new Machine("a processor", 16, "AVX2", "25");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final Plan plan = Plans.of(3, "dora", "lora", "edora");
    private final Map<Digest, ResultLine> lines = new HashMap<>();

    private void add(Cell cell) {
        Digest key = cell.key(plan.setup());
        lines.put(key, new ResultLine(key, plan.setup(), cell, new FakeTrial(1e-3).apply(cell), MACHINE, NOON));
    }

    private void search(int contender) {
        plan.searches(plan.contenders().get(contender)).forEach(this::add);
    }

    private void turns(int contender, int seeds) {
        Contender one = plan.contenders().get(contender);
        plan.turns(one)
                .subList(0, seeds)
                .forEach(turn -> add(plan.compared(turn, plan.tried(one).get(1))));
    }

    private Report report() {
        Evaluation evaluation = new Evaluation(plan, new Content(lines, 0));
        return new Report(
                "train.jsonl",
                "test.jsonl",
                1000,
                plan.setup(),
                21,
                1e-2,
                List.of(0.3, 1.0, 3.0),
                3,
                1000,
                evaluation.lines().size(),
                plan.size(),
                List.of(MACHINE),
                List.of(LocalDate.of(2026, 1, 2)),
                evaluation.yardstick(),
                evaluation.rows(),
                new Claim(16, 405_504, 15_360));
    }

    @Test
    void aMethodsRowHasMeanSpreadRateSecondsAndMemory() {
        search(0);
        turns(0, 3);
        MethodRow dora = report().methods().getFirst();
        assertThat(dora.accuracy()).isNotNull();
        assertThat(dora.accuracies().get(1L)).isCloseTo(91, within(1e-9));
        assertThat(dora.accuracies().get(3L)).isCloseTo(93, within(1e-9));
        assertThat(dora.rate()).isEqualTo(1e-3);
        assertThat(dora.seconds()).isEqualTo(FakeTrial.SECONDS);
        assertThat(dora.secondsWithSearch()).isEqualTo(FakeTrial.SECONDS * 10);
        assertThat(dora.peakMegabytes()).isEqualTo(600);
        assertThat(dora.against()).isNull();
        assertThat(new ReportText(report()).toString())
                .contains("92.00 ± 1.00", "331,776 + 770", "1e-3", "12 of 36 runs", "a processor (AVX2), 16 cores")
                .contains("Measured 2026-01-02");
    }

    @Test
    void whatWasNotRunSaysSo() {
        search(0);
        turns(0, 3);
        search(1);
        turns(1, 2);
        String text = new ReportText(report()).toString();
        assertThat(text.lines().filter(line -> line.startsWith("| lora")).toList())
                .singleElement()
                .asString()
                .contains("2 of 3", "+0.00 ± 0.00 (noise)");
        assertThat(text.lines().filter(line -> line.startsWith("| edora")).toList())
                .singleElement()
                .asString()
                .contains("9 searches not run", "not run", "0 of 3");
    }

    @Test
    void aSearchThatIsOverWithNothingBehindItStillTellsItsRate() {
        search(2);
        MethodRow edora = report().methods().get(2);
        assertThat(edora.rate()).isEqualTo(9e-4);
        assertThat(edora.accuracy()).isNull();
        assertThat(edora.searchesMissing()).isZero();
    }

    @Test
    void theReportIsOneJsonObjectThatCanBeReadAgain() {
        search(0);
        turns(0, 2);
        Report report = report();
        assertThat(Json.text(report)).doesNotContain("NaN").hasLineCount(1);
        assertThat(Json.read(Json.bytes(report), Report.class)).isEqualTo(report);
    }

    @Test
    void theTableIsMarkdownWithEqualColumns() {
        search(0);
        List<String> table = new ReportText(report())
                .toString()
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList();
        assertThat(table)
                .hasSize(5)
                .allSatisfy(
                        line -> assertThat(line).hasSameSizeAs(table.getFirst()).endsWith("|"));
        assertThat(table.get(1)).matches("(\\|-+)+\\|");
    }
}
