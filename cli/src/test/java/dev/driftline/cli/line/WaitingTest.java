package dev.driftline.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void whatNeverComesIsNamed() {
        assertThatThrownBy(() -> Waiting.until(SHORT, () -> "the moon", Optional::empty))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("for the moon");
    }

    @Test
    void aWaitGoesOnAsLongAsSomethingMoves() {
        AtomicLong asked = new AtomicLong();
        long found = Waiting.untilStalled(
                SHORT,
                asked::get,
                () -> "twenty questions",
                () -> asked.incrementAndGet() < 20 ? Optional.empty() : Optional.of(asked.get()));
        assertThat(found).isEqualTo(20);
    }
}
