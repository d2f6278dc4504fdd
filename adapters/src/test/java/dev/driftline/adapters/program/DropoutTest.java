package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int COUNT = 4096;
    private static final int WIDTH = 64;
    private static final int SITES = 13;
    private static final double SHARE = 0.3;

    private static float[] masks(Program probe, long... keys) {
        float[] ones = new float[COUNT];
        Arrays.fill(ones, 1);
        try (Scope scope = probe.scope()) {
            return probe.call("masks")
                    .tensor(scope.floats(ones, COUNT / WIDTH, WIDTH))
                    .tensor(scope.longs(new long[COUNT / WIDTH], COUNT / WIDTH))
                    .reals(SHARE)
                    .wholes(keys)
                    .whole(SITES)
                    .plain(scope)
                    .getFirst()
                    .floats();
        }
    }

    @Test
    void noTwoSitesOfNoTwoStepsShareAMask() {
        Set<Integer> seen = new HashSet<>();
        try (Program probe = Probe.open(1)) {
            for (long step = 0; step < 60; step++) {
                float[] all = masks(probe, step, step * 31 + 7);
                for (int site = 0; site < SITES; site++) {
                    float[] mask = Arrays.copyOfRange(all, site * COUNT, (site + 1) * COUNT);
                    assertThat(seen.add(Arrays.hashCode(mask)))
                            .as("step %d site %d", step, site)
                            .isTrue();
                }
            }
        }
    }

    /** A shifted copy would be as bad as an equal one. Independent masks agree on .3² + .7² = .58 of their places. */
    @Test
    void neighbouringStepsAgreeNoMoreThanChanceAtAnyShift() {
        try (Program probe = Probe.open(1)) {
            float[] one = masks(probe, 1000, 77);
            float[] next = masks(probe, 1001, 77);
            float[] other = masks(probe, 1000, 78);
            for (int shift = 0; shift < 64; shift++) {
                assertThat(agreement(one, other, shift)).isCloseTo(0.58, within(0.02));
                assertThat(agreement(one, one, shift + 1)).isCloseTo(0.58, within(0.02));
            }
            assertThat(agreement(one, next, 0)).isCloseTo(0.58, within(0.02));
        }
    }

    private static double agreement(float[] one, float[] other, int shift) {
        int same = 0;
        int count = one.length - shift;
        for (int i = 0; i < count; i++) {
            same += one[i + shift] == other[i] ? 1 : 0;
        }
        return same / (double) count;
    }

    @Test
    void theStatedShareIsDroppedAndTheRestKeepsTheSum() {
        try (Program probe = Probe.open(1)) {
            float[] all = masks(probe, -5, 9);
            double sum = 0;
            int dropped = 0;
            for (float one : all) {
                sum += one;
                dropped += one == 0 ? 1 : 0;
            }
            assertThat(dropped / (double) all.length).isCloseTo(SHARE, within(0.01));
            assertThat(sum / all.length).isCloseTo(1, within(0.015));
        }
    }

    @Test
    void theSameKeysMakeTheSameMasks() {
        try (Program probe = Probe.open(1);
                Program two = Probe.open(2)) {
            assertThat(masks(probe, 3, 4)).isEqualTo(masks(two, 3, 4));
        }
    }
}
