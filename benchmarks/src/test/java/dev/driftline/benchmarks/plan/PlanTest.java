package dev.driftline.benchmarks.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static MethodSettings settings(String word, double factor) {
        Plan plan = Plans.with(List.of(factor), 1, word);
        return plan.tried(plan.contenders().getFirst()).getFirst();
    }

    /** The steps that reference A of the issue names for its cells: 84, 80, and with 12 epochs 300 and 576. */
    @Test
    void theScheduleIsThatOfTheReference() {
        assertThat(Schedule.of(100, 0)).isEqualTo(new Schedule(21, 84));
        assertThat(Schedule.of(300, 0)).isEqualTo(new Schedule(8, 80));
        assertThat(Schedule.of(770, 12)).isEqualTo(new Schedule(12, 300));
        assertThat(Schedule.of(1_510, 12)).isEqualTo(new Schedule(12, 576));
        assertThatThrownBy(() -> Schedule.of(100, -1)).hasMessageContaining("--epochs");
    }

    @Test
    void aMethodTrainsRawWeightsWithWarmUpAndThenDownToNothing() {
        MethodSettings dora = settings("dora", 1);
        assertThat(dora.averaging()).isZero();
        assertThat(dora.dropout()).isZero();
        assertThat(dora.headRateAt(1_000)).isEqualTo(1e-2);
        assertThat(dora.warmup()).isEqualTo(5);
        assertThat(dora.pace(5)).isEqualTo(1);
        assertThat(dora.pace(84)).isGreaterThan(0);
        assertThat(dora.pace(85)).isZero();
        assertThat(dora.scale()).isEqualTo(2);
    }

    @Test
    void theSearchedRateIsTheAdaptersAndOfTheHeadAloneTheHeads() {
        assertThat(settings("dora", 0.3).rate()).isEqualTo(3e-4);
        assertThat(settings("dora", 0.3).headRate()).isEqualTo(1e-2);
        assertThat(settings("edora", 3).rate()).isEqualTo(9e-3);
        assertThat(settings("head", 3).headRate()).isEqualTo(3e-2);
    }

    @Test
    void fullFineTuningIsSearchedAtTheEncodersRateUnlessTheHeadsIs() {
        assertThat(settings("full", 3).rate()).isEqualTo(6e-5);
        assertThat(settings("full", 3).headRate()).isEqualTo(1e-2);
        Plan plan = Plans.with(List.of(1.0), 1, "full");
        assertThat(plan.rate(plan.contenders().getFirst(), settings("full", 0.3)))
                .isEqualTo(6e-6);
        Common head = new Common(8, 1e-2, Searched.HEAD, List.of(3.0), 1, 1000, 3);
        Plan other = new Plan(Plans.SETUP, Schedule.of(100, 0), head, plan.contenders());
        MethodSettings tried = other.tried(plan.contenders().getFirst()).getFirst();
        assertThat(tried.rate()).isEqualTo(2e-5);
        assertThat(tried.headRate()).isEqualTo(3e-2);
        assertThat(other.rate(plan.contenders().getFirst(), tried)).isEqualTo(3e-2);
    }

    /** Their settings are of one method, and may be equal to the last number. */
    @Test
    void aRunOfFullFineTuningIsNeverTakenForOneOfTheHeadAlone() {
        MethodSettings same = settings("head", 1);
        Cell head = Cell.compared("head", same, 1);
        Cell full = Cell.compared("full", same, 1);
        assertThat(full.key(Plans.SETUP)).isNotEqualTo(head.key(Plans.SETUP));
        assertThat(full.full()).isTrue();
        assertThat(head.full()).isFalse();
        assertThat(settings("full", 1)).isNotEqualTo(same);
        assertThat(Json.read(Json.bytes(full), Cell.class)).isEqualTo(full);
    }

    @Test
    void anotherRankKeepsTheScaleOfTheLowRankPart() {
        assertThat(settings("lora:1", 1).rank()).isEqualTo(1);
        assertThat(settings("lora:1", 1).scale()).isEqualTo(settings("lora", 1).scale());
        assertThat(settings("edora:16", 1).scale()).isEqualTo(1);
    }

    @Test
    void bidoraHasTwoPresets() {
        assertThat(settings("bidora", 1).bidora()).isEqualTo(BidoraSettings.FAST);
        assertThat(settings("bidora:fast", 1).bidora()).isEqualTo(BidoraSettings.FAST);
        assertThat(settings("bidora:paper:4", 1).bidora()).isEqualTo(BidoraSettings.PAPER);
        assertThat(settings("bidora:paper:4", 1).rank()).isEqualTo(4);
    }

    @Test
    void aMethodThatIsNoneIsToldWithThoseThatAre() {
        for (String word : List.of(
                "lra",
                "lora:0",
                "lora:65",
                "head:2",
                "lora:paper",
                "",
                "bidora:slow",
                "full:8",
                "full:paper",
                "full:")) {
            assertThatThrownBy(() -> Plan.contenders(List.of(word)))
                    .as(word)
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageEndingWith("head and full have neither")
                    .hasMessageContaining("'" + word + "' is none: say head, lora, dora, bidora, edora or full;");
        }
        assertThatThrownBy(() -> Plan.contenders(List.of("lora", "lora"))).hasMessageContaining("none twice");
    }

    @Test
    void everyMethodHasTheSameNumberOfSearchesAndTurns() {
        Plan plan = Plans.of(5, "head", "lora", "lora:1", "bidora:paper");
        assertThat(plan.size()).isEqualTo(4 * (9 + 5));
        assertThat(plan.contenders()).allSatisfy(one -> {
            assertThat(plan.searches(one)).hasSize(9).doesNotHaveDuplicates();
            assertThat(plan.turns(one)).hasSize(5);
        });
        assertThat(Plans.with(List.of(1.0), 5, "head", "lora").size()).isEqualTo(10);
    }

    @Test
    void shardsTogetherRunEachThingOnceAndNoneRunsMuchMoreThanAnother() {
        Plan plan = Plans.of(5, "head", "lora", "dora", "bidora", "edora");
        for (int of : new int[] {1, 2, 3, 16, 60}) {
            List<Cell> searches = new ArrayList<>();
            List<Plan.Turn> turns = new ArrayList<>();
            for (int number = 1; number <= of; number++) {
                Shard shard = new Shard(number, of);
                searches.addAll(plan.searches(shard));
                turns.addAll(plan.turns(shard));
                assertThat(plan.searches(shard).size()).isBetween(45 / of, 45 / of + 1);
                assertThat(plan.turns(shard).size()).isBetween(25 / of, 25 / of + 1);
            }
            assertThat(searches).hasSize(45).doesNotHaveDuplicates();
            assertThat(turns).hasSize(25).doesNotHaveDuplicates();
        }
    }

    @Test
    void aShardIsSaidAsOneOfMany() {
        assertThat(Shard.parse("3/16")).isEqualTo(new Shard(3, 16));
        for (String wrong : List.of("0/2", "3/2", "1", "a/b", "-1/2", "1/0")) {
            assertThatThrownBy(() -> Shard.parse(wrong)).as(wrong).hasMessageContaining("as 3/16");
        }
    }

    @Test
    void whateverARunDependsOnIsInItsName() {
        Plan plan = Plans.of(2, "lora", "dora");
        Set<Digest> names = new HashSet<>();
        int cells = 0;
        for (Setup setup : List.of(Plans.setup(100, 1), Plans.setup(300, 1), Plans.setup(100, 2))) {
            for (Contender contender : plan.contenders()) {
                for (Cell cell : plan.searches(contender)) {
                    names.add(cell.key(setup));
                    cells++;
                }
                for (MethodSettings tried : plan.tried(contender)) {
                    for (Plan.Turn turn : plan.turns(contender)) {
                        names.add(plan.compared(turn, tried).key(setup));
                        cells++;
                    }
                }
            }
        }
        assertThat(names).hasSize(cells);
        Cell one = plan.searches(plan.contenders().getFirst()).getFirst();
        assertThat(one.key(Plans.setup(100, 1))).isEqualTo(one.key(Plans.SETUP));
    }

    @Test
    void theSeedsOfANumberAreFourAndNoTwoNumbersShareOne() {
        Set<Long> all = new HashSet<>();
        for (long number = 0; number < 100; number++) {
            Seeds seeds = Seeds.of(number);
            all.addAll(List.of(seeds.sample(), seeds.part(), seeds.init(), seeds.order()));
        }
        assertThat(all).hasSize(400);
        assertThat(Seeds.of(3)).isEqualTo(Seeds.of(3));
    }

    @Test
    void theSeedOfTheSearchIsNotCompared() {
        assertThatThrownBy(() -> new Common(8, 1e-2, Searched.ADAPTER, List.of(1.0), 5, 5, 3))
                .hasMessageContaining("--search-seed: must not be one of 1..5");
        assertThatThrownBy(() -> new Common(8, 1e-2, Searched.ADAPTER, List.of(1.0, 1.0), 5, 9, 3))
                .hasMessageContaining("--grid: must not name a factor twice");
    }
}
