package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.exam.Paper;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.step.Lesson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitCheckTest {
    private static final DomainState BIDORA = Samples.ahead("weather", 8, null);

    @Test
    void labelsThatTheUpperLevelDoesNotSeeAreNamed() {
        Material material = material(lessons(0, 1, 2, 1), lessons(1, 1));
        assertThat(SplitCheck.of(BIDORA, 1, material))
                .hasValue(
                        "trainer.split domain=weather window=0 validation=next-window learned=4 held=2 lacks=rain,snow");
    }

    @Test
    void aPartOfTooFewLessonsLacksLabelsToo() {
        Material material = material(lessons(0, 0, 0, 0, 0, 1, 2), List.of());
        assertThat(SplitCheck.of(BIDORA, 1, material))
                .hasValue("trainer.split domain=weather window=0 validation=split learned=6 held=1 lacks=sun,snow");
    }

    @Test
    void whereNothingLacksOrNothingIsSplitNothingIsSaid() {
        assertThat(SplitCheck.of(BIDORA, 1, material(lessons(0, 1), lessons(1, 0))))
                .isEmpty();
        assertThat(SplitCheck.of(Samples.byCount("weather", 8), 1, material(lessons(0, 1), lessons(1))))
                .isEmpty();
    }

    private static Material material(List<Lesson> lessons, List<Lesson> next) {
        return new Material(
                Recollection.NONE,
                List.of(),
                lessons,
                next,
                0,
                new Paper("log", Recollection.NONE.exam(), Map.of()),
                new LogMark(0, 0, Digest.of(new byte[0])));
    }

    private static List<Lesson> lessons(int... rows) {
        return Arrays.stream(rows)
                .mapToObj(row -> new Lesson(Passage.of("text"), row))
                .toList();
    }
}
