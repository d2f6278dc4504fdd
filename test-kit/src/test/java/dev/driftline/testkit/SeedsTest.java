package dev.driftline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeedsTest {
    @Test
    void theFailingSeedIsNamedAndDrawsTheSameAgain() {
        List<Integer> drawn = new ArrayList<>();
        Seeds.Property below = random -> {
            int draw = random.nextInt(10);
            drawn.add(draw);
            assertThat(draw).isLessThan(9);
        };

        assertThatThrownBy(() -> Seeds.upTo(1_000, below)).hasMessageStartingWith("fails with seed " + drawn.size());
        assertThat(new Random(drawn.size()).nextInt(10)).isEqualTo(9);
    }
}
