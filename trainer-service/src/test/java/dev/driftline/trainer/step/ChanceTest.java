package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.wire.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
    private static final Digest PARENT = Digest.of(new byte[] {1});

    @Test
    void theSeedOfAnUpdateIsAHashOfDomainParentAndWindowAlone() {
        assertThat(Chance.seed(7, null, 0)).isEqualTo(Chance.seed(7, null, 0));
        Set<Long> seeds = new HashSet<>();
        for (long domain = 0; domain < 10; domain++) {
            for (long window = 0; window < 10; window++) {
                seeds.add(Chance.seed(domain, null, window));
                seeds.add(Chance.seed(domain, PARENT, window));
            }
        }
        assertThat(seeds).hasSize(200);
    }

    @Test
    void itsNumbersAreThoseOfSplitMix64() {
        // first outputs of the reference implementation for seed 1234567 (Vigna, splitmix64.c)
        Chance chance = Chance.raw(1_234_567);
        assertThat(List.of(chance.next(), chance.next(), chance.next()))
                .containsExactly(6_457_827_717_110_365_317L, 3_203_168_211_198_807_973L, -8_629_252_141_511_181_193L);
    }

    @Test
    void streamsOfTwoPurposesDiffer() {
        assertThat(Chance.of(1, "order").next())
                .isNotEqualTo(Chance.of(1, "draw").next());
        assertThat(Chance.of(1, "order").next()).isEqualTo(Chance.of(1, "order").next());
    }

    @Test
    void aShuffleKeepsEveryElementAndIsFair() {
        int[] firsts = new int[5];
        for (int seed = 0; seed < 5_000; seed++) {
            List<Integer> list = new ArrayList<>(IntStream.range(0, 5).boxed().toList());
            Chance.of(seed, "order").shuffle(list);
            assertThat(list).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            firsts[list.getFirst()]++;
        }
        // 1,000 each, standard deviation 28
        assertThat(IntStream.of(firsts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(880, 1_120));
    }
}
