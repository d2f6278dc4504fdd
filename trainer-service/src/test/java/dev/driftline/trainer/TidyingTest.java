package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TidyingTest {
    private final AtomicLong clock = new AtomicLong();
    private int times;
    private final Tidying tidying = new Tidying(() -> times++, clock::get);

    @Test
    void whereNothingWaitsItIsDoneOnceAfterEachTask() {
        tidying.rested();
        tidying.rested();
        assertThat(times).isEqualTo(1);
        tidying.worked();
        tidying.rested();
        tidying.rested();
        assertThat(times).isEqualTo(2);
    }

    @Test
    void betweenTasksThatFollowUponEachOtherItIsDoneNowAndThen() {
        for (int second = 0; second <= 2 * Tidying.PAUSE.toSeconds(); second++) {
            clock.set(second * 1_000_000_000L);
            tidying.worked();
        }
        assertThat(times).isEqualTo(2);
    }
}
