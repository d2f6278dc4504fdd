package dev.driftline.contracts.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusionTest {
    private static final int WINDOWS = 1_000;

    private static Exclusion window(String topic, int i, String reason) {
        return new Exclusion(new Interval(topic, 3, i * 64L, (i + 1) * 64L), reason);
    }

    @Test
    void neighboursOfOneReasonAreOneStretch() {
        List<Exclusion> all = List.of();
        for (int i = 0; i < WINDOWS; i++) {
            all = Exclusion.append(all, window("a", i, "not finite"));
        }
        assertThat(all).containsExactly(new Exclusion(new Interval("a", 3, 0, WINDOWS * 64L), "not finite"));
    }

    @Test
    void reasonsAreToldApartUpToABoundAndNoOffsetIsLost() {
        List<Exclusion> all = List.of();
        for (int i = 0; i < WINDOWS; i++) {
            all = Exclusion.append(all, window("a", i, "step " + i));
        }
        assertThat(all).hasSize(32);
        long end = 0;
        for (Exclusion one : all) {
            assertThat(one.interval().from()).isEqualTo(end);
            end = one.interval().to();
        }
        assertThat(end).isEqualTo(WINDOWS * 64L);
        assertThat(all.get(30).reason()).isEqualTo("step 30");
        assertThat(all.getLast().reason()).contains("several reasons");
    }

    @Test
    void stretchesOfTwoLogsOrWithAGapStayApart() {
        List<Exclusion> all = Exclusion.append(List.of(window("a", 0, "not finite")), window("b", 1, "not finite"));
        assertThat(Exclusion.append(all, window("b", 3, "not finite"))).hasSize(3);
    }
}
