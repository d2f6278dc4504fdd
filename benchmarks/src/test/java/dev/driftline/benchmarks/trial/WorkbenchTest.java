package dev.driftline.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.benchmarks.data.Material;
import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Common;
import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.plan.Schedule;
import dev.driftline.benchmarks.plan.Searched;
import dev.driftline.contracts.wire.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On the real base, with a word in each text that says its label. */
class WorkbenchTest {
    private static final double KERNEL_COUNTS_IN_BATCHES_MEGABYTES = 2;
    private static final Schedule SCHEDULE = Schedule.of(12, 8);
    private static final Workbench BENCH =
            Workbench.open(new BaseSettings("cpu", 1), material(), 12, Allotment.EVEN, SCHEDULE.steps());

    @AfterAll
    static void close() {
        BENCH.close();
    }

    private static Material material() {
        List<String> objects = List.of("door", "cup", "lamp", "road", "boat", "hill", "coat", "bell");
        List<Lesson> all = new ArrayList<>();
        for (String object : objects) {
            all.add(new Lesson("the " + object + " is painted green", 0));
            all.add(new Lesson("the " + object + " is covered in snow", 1));
        }
        Digest none = Digest.of(new byte[0]);
        return new Material(List.of("green", "snow"), all.subList(0, 12), all.subList(12, 16), none, none);
    }

    private static Plan plan(String... words) {
        return plan(1, words);
    }

    private static Plan plan(double factor, String... words) {
        Common common = new Common(8, 1e-2, Searched.ADAPTER, List.of(factor), 1, 1000, 3);
        return new Plan(BENCH.setup(), SCHEDULE, common, Plan.contenders(List.of(words)));
    }

    private static Cell cell(Plan plan, Contender contender) {
        return plan.compared(
                plan.turns(contender).getFirst(), plan.tried(contender).getFirst());
    }

    /** A gain and a bias for each of the width's numbers. */
    private static int norm(int width) {
        return 2 * width;
    }

    /** Weight and bias. */
    private static int linear(int in, int out) {
        return in * out + out;
    }

    /**
     * MiniLM-L6 by its published configuration: 30,522 words, 512 places, two token types (each has a table of places of its own here), width
     * 384, feed-forward 1,536, six layers; without its pooler, which no answer passes through.
     */
    private static int minilm() {
        int width = 384;
        int inner = 1_536;
        int layer = 4 * linear(width, width) + linear(width, inner) + linear(inner, width) + 2 * norm(width);
        return 30_522 * width + 2 * 512 * width + norm(width) + 6 * layer;
    }

    /** The counts that reference A of the issue names for MiniLM at rank 8: 331,776, 352,512, 23,040; 41,472 at rank 1. */
    @Test
    void everyMethodLearnsAndTrainsAsManyNumbersAsTheReferenceNames() {
        Map<String, Integer> trained =
                Map.of("head", 0, "lora", 331_776, "bidora", 352_512, "edora", 23_040, "full", minilm());
        Plan plan = plan("head", "lora", "bidora", "edora", "full");
        for (Contender contender : plan.contenders()) {
            Outcome outcome = BENCH.run(cell(plan, contender));
            assertThat(outcome.trained()).as(contender.word()).isEqualTo(trained.get(contender.word()));
            assertThat(outcome.headTrained()).isEqualTo(2 * 384 + 2);
            assertThat(outcome.asked()).isEqualTo(4);
            assertThat(outcome.accuracy()).as(contender.word()).isEqualTo(1);
            assertThat(outcome.trainAccuracy()).as(contender.word()).isEqualTo(1);
            assertThat(outcome.loss()).isLessThan(Math.log(2));
            assertThat(outcome.drift() > 0).isEqualTo(contender.word().equals("bidora"));
            assertThat(Objects.requireNonNull(outcome.answerMillis())).isPositive();
            assertThat(Objects.requireNonNull(outcome.peakMegabytes()))
                    .isGreaterThan(
                            Objects.requireNonNull(outcome.restMegabytes()) - KERNEL_COUNTS_IN_BATCHES_MEGABYTES);
        }
    }

    @Test
    void theSameCellHasTheSameOutcomeButForItsCosts() {
        Plan plan = plan("lora:1");
        Cell cell = cell(plan, plan.contenders().getFirst());
        Outcome first = BENCH.run(cell);
        assertThat(first.trained()).isEqualTo(41_472);
        assertThat(BENCH.run(cell).loss()).isEqualTo(first.loss());
        Cell other = plan.compared(new Plan.Turn(plan.contenders().getFirst(), 2), cell.settings());
        assertThat(BENCH.run(other).loss()).isNotEqualTo(first.loss());
    }

    @Test
    void fullFineTuningMovesTheEncoderAndIsAnotherRunThanTheHeadAlone() {
        Plan plan = plan("head", "full");
        Outcome head = BENCH.run(cell(plan, plan.contenders().getFirst()));
        Outcome full = BENCH.run(cell(plan, plan.contenders().getLast()));
        assertThat(full.loss()).isNotEqualTo(head.loss());
        assertThat(BENCH.run(cell(plan, plan.contenders().getFirst())).loss()).isEqualTo(head.loss());
    }

    /** A rate of 2e30: products of two such weights are beyond float32. */
    @Test
    void aRunThatDivergesHasAnsweredNothingRightly() {
        Plan plan = plan(1e35, "full");
        Outcome outcome = BENCH.run(cell(plan, plan.contenders().getFirst()));
        assertThat(outcome.accuracy()).isZero();
        assertThat(outcome.trainAccuracy()).isZero();
        assertThat(outcome.loss()).isEqualTo(Math.log(Double.MAX_VALUE));
        assertThat(outcome.trained()).isEqualTo(minilm());
        assertThat(outcome.headTrained()).isEqualTo(2 * 384 + 2);
        assertThat(outcome.answerMillis()).isNull();
    }

    /** 49.2 K against 1.6 M are the paper's numbers for RoBERTa-base at rank 16. */
    @Test
    void edoraTrainsATwentiethOfLoraAtRankSixteenOnThePapersMatrices() {
        Claim paper = Claim.of(new Geometry(12, 768, 12, 3072, 1e-5));
        assertThat(paper.edora()).isEqualTo(49_152);
        assertThat(paper.lora()).isEqualTo(1_622_016);
        assertThat(BENCH.claim()).isEqualTo(new Claim(16, 405_504, 15_360));
        assertThat(BENCH.claim().times()).isGreaterThan(20);
    }
}
