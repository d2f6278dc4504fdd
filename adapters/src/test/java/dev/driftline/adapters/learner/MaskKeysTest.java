package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskKeysTest {
    /** A generator seeded with the lower half alone would make the same masks for all of the second kind. */
    @Test
    void neighboursAndSeedsThatDifferOnlyInTheirUpperHalfHaveOtherKeys() {
        Set<Long> first = new HashSet<>();
        Set<Long> second = new HashSet<>();
        for (long seed = 0; seed < 10_000; seed++) {
            for (long one : new long[] {seed, (seed + 1) << 32}) {
                long[] keys = MaskKeys.of(one);
                assertThat(first.add(keys[0])).isTrue();
                assertThat(second.add(keys[1])).isTrue();
            }
        }
    }

    @Test
    void theSameSeedHasTheSameKeys() {
        long seed = new SplittableRandom(4).nextLong();
        assertThat(MaskKeys.of(seed)).isEqualTo(MaskKeys.of(seed));
    }
}
