package dev.driftline.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RaceTest {
    private static final int TOKENS = 32;

    private final Race race = new Race();

    /** Calls, of which a wide one takes so long and another so long; how many were wide. */
    private int calls(int count, long wide, long narrow) {
        int wides = 0;
        for (int i = 0; i < count; i++) {
            boolean all = race.wide();
            race.took(all, TOKENS, all ? wide : narrow);
            wides += all ? 1 : 0;
        }
        return wides;
    }

    private void tried(long wide, long narrow) {
        race.took(true, TOKENS, wide);
        race.took(false, TOKENS, narrow);
    }

    @Test
    void whatWasFasterWhenTriedIsTaken() {
        tried(6_000, 9_000);
        assertThat(calls(10, 6_000, 9_000)).isEqualTo(10);
    }

    @Test
    void oneSlowCallTurnsNothingAround() {
        tried(6_000, 9_000);
        race.took(true, TOKENS, 1_000_000);
        assertThat(race.wide()).isTrue();
    }

    @Test
    void aNeighbourTurnsTheOrderAroundWithinAFewCalls() {
        tried(6_000, 9_000);
        assertThat(calls(20, 40_000, 10_000)).isLessThan(6);
    }

    @Test
    void theSlowerIsTriedSeldomAndTakenWhenTheNeighbourHasLeft() {
        tried(40_000, 10_000);
        assertThat(calls(10 * Race.AGAIN, 40_000, 10_000)).isEqualTo(10);
        assertThat(calls(5 * Race.AGAIN, 6_000, 9_000)).isGreaterThan(Race.AGAIN);
    }

    @Test
    void whatTextsCostIsHeldAgainstTheirLength() {
        tried(48_000, 96_000);
        race.took(true, 4 * TOKENS, 144_000);
        assertThat(race.wide()).isTrue();
    }
}
