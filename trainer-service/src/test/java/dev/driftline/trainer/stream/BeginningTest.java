package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static final Log.Bounds BOUNDS = new Log.Bounds(100, 500);

    @Test
    void readingBeginsAtTheCommittedOffset() {
        assertThat(Beginning.of(300L, List.of(120L), BOUNDS)).isEqualTo(new Beginning(300, 300, 500));
    }

    @Test
    void withoutOneItBeginsAtTheSmallestPosition() {
        assertThat(Beginning.of(null, List.of(400L, 120L), BOUNDS)).isEqualTo(new Beginning(120, 120, 500));
    }

    @Test
    void withNoDomainItBeginsWithTheLogAndNeverAtItsEnd() {
        assertThat(Beginning.of(null, List.of(), BOUNDS)).isEqualTo(new Beginning(100, 100, 500));
    }

    @Test
    void whatLiesOutsideTheLogIsRememberedAsWanted() {
        assertThat(Beginning.of(50L, List.of(), BOUNDS)).isEqualTo(new Beginning(50, 100, 500));
        assertThat(Beginning.of(600L, List.of(), BOUNDS)).isEqualTo(new Beginning(600, 100, 500));
    }
}
