package dev.driftline.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.window.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AheadTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Policy BY_FOUR = new Policy(4, null, Gate.FAST);
    private static final Policy BY_FOUR_OR_TWO_SECONDS = new Policy(4, Duration.ofSeconds(2), Gate.FAST);
    private static final Cut.Due FIRST = new Cut.Due(4);

    @Test
    void aWindowIsDueWithTheNextOnceThatIsFull() {
        assertThat(Ahead.await(FIRST, waiting("ttetttet"), BY_FOUR, 0, false)).isEqualTo(new Cut.Due(4, 4));
        assertThat(Ahead.await(FIRST, waiting("ttetttetttt"), BY_FOUR, 0, true)).isEqualTo(new Cut.Due(4, 4));
        assertThat(Ahead.await(FIRST, waiting("ttetttt"), BY_FOUR, 99 * SECOND, true))
                .isEqualTo(new Cut.Wait(
                        Long.MAX_VALUE, "a window is complete and waits for 1 more example to be validated on"));
    }

    @Test
    void aNextWindowWithoutATrainingExampleIsNotFull() {
        assertThat(Ahead.await(FIRST, waiting("tteteeee"), BY_FOUR, 0, true)).isInstanceOf(Cut.Wait.class);
        assertThat(Ahead.await(FIRST, waiting("tteteeeettee"), BY_FOUR, 0, true))
                .isEqualTo(new Cut.Due(4, 8));
    }

    @Test
    void theWaitEndsOneWindowAgeAfterTheWindowWasComplete() {
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiting.add(at(i, i * SECOND, false));
        }
        assertThat(Ahead.await(FIRST, waiting, BY_FOUR_OR_TWO_SECONDS, 4 * SECOND, true))
                .isEqualTo(new Cut.Wait(
                        5 * SECOND, "a window is complete and waits for 2 more examples to be validated on, or 1.0 s"));
        assertThat(Ahead.await(FIRST, waiting, BY_FOUR_OR_TWO_SECONDS, 5 * SECOND, true))
                .isEqualTo(FIRST);
        assertThat(Ahead.await(FIRST, waiting, BY_FOUR_OR_TWO_SECONDS, 5 * SECOND, false))
                .isInstanceOf(Cut.Wait.class);
    }

    @Test
    void aWindowThatTheStateNamesIsCutJustSo() {
        Interval named = new Interval("topic", 0, 10, 13);
        List<Waiting> read = List.of(at(10, 0, false), at(12, 0, true), at(13, 0, false));
        assertThat(Ahead.named(read.subList(0, 1), named)).isInstanceOf(Cut.Wait.class);
        assertThat(Ahead.named(List.of(), named)).isInstanceOf(Cut.Wait.class);
        assertThat(Ahead.named(read.subList(0, 2), named)).isEqualTo(new Cut.Due(2));
        assertThat(Ahead.named(read, named)).isEqualTo(new Cut.Due(2));
    }

    @Test
    void aNamedWindowThatIsGoneIsNeverReplacedByAnother() {
        Interval named = new Interval("topic", 0, 10, 13);
        assertThat(Ahead.named(List.of(at(13, 0, false)), named))
                .isInstanceOfSatisfying(
                        Cut.Wait.class, wait -> assertThat(wait.why()).contains("is gone from the log"));
        assertThat(Ahead.named(List.of(at(11, 0, true), at(13, 0, false)), named))
                .isEqualTo(new Cut.GiveUp(1));
    }

    private static List<Waiting> waiting(String pattern) {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            all.add(at(i, 0, pattern.charAt(i) == 'e'));
        }
        return all;
    }

    private static Waiting at(long offset, long readNanos, boolean exam) {
        return new Waiting(offset, 0, exam, Instant.EPOCH, readNanos, 0, Passage.of("text"));
    }
}
